import { useEffect, useState } from 'react';
import { epochNow } from '../../../protocol/clock.ts';
import { memoSelector } from '../../../store/kit/memoSelector.ts';
import type { LabState } from '../../../store/labState.ts';
import { isEvaluating, raceTime } from '../../../store/run/raceTime.ts';
import { leadStep } from '../../../store/run/selectors.ts';
import { formatClock, formatCount } from '../../format.ts';
import { useLab, useLabShallow } from '../../useLab.ts';
import { backend as backendWords } from '../bar/words.ts';
import { demo as words } from './words.ts';

/** Of the day when it was made. */
const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** The recording on the page, whoever has put it there. */
const shownRecording = memoSelector(
  ({ demo, run, recorded }: LabState) => [demo.recorded, run, recorded.recording] as const,
  (chosen, run, shipped) =>
    chosen ??
    (run?.recorded && shipped ? { savedAt: shipped.made.at, seed: run.config.seed } : null),
);

/** Whether this is computed here and now, or was before: never without one of the two. */
export function SourceTag() {
  const recorded = useLab(shownRecording);
  const backend = useLab(({ run, engine }) => (run?.backend ?? engine.backend)?.backend);
  if (recorded) {
    return (
      <b className="demo-tag recorded">{words.recorded(day(recorded.savedAt), recorded.seed)}</b>
    );
  }
  const name = backend ? backendWords.names[backend] : backendWords.none;
  return <b className="demo-tag">{words.live(name)}</b>;
}

/** The race, and the time while it runs. */
export function useRaceNow() {
  const known = useLabShallow(({ run, pace, evaluations, engine }) => ({
    run,
    pace,
    evaluations,
    engine,
  }));
  const [now, setNow] = useState(() => epochNow());
  const ticking = known.run !== null && known.run.activeSince !== null;
  useEffect(() => {
    setNow(epochNow());
    if (!ticking) return;
    const timer = setInterval(() => setNow(epochNow()), 1000);
    return () => clearInterval(timer);
  }, [ticking]);
  return { known, ...raceTime(known, now) };
}

/** Where the race is, in words. */
export function RaceState() {
  const { known, leftMs } = useRaceNow();
  const back = useLab(({ clock }) => clock.scrubStep);
  const { run } = known;
  if (!run) return <span>{words.measured}</span>;
  const step = words.step(formatCount(back ?? leadStep(run)), formatCount(run.config.steps));
  // What is shown is of that step, while the race is played through.
  if (back !== null) return <span>{step}</span>;
  const phase = () => {
    if (isEvaluating(known)) return ` · ${words.evaluating}`;
    return run.phase === 'paused' ? ` · ${words.paused}` : '';
  };
  return (
    <span>
      {run.phase === 'finished' ? `${words.finished} · ` : ''}
      {step}
      {leftMs !== null ? ` · ${words.left(formatClock(leftMs))}` : phase()}
    </span>
  );
}
