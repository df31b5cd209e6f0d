import { useEffect, useState } from 'react';
import { epochNow } from '../../../protocol/clock.ts';
import { isEvaluating, raceTime } from '../../../store/run/raceTime.ts';
import { activeMs, leadStep } from '../../../store/run/selectors.ts';
import { formatClock, formatCount } from '../../format.ts';
import { useLab, useLabShallow } from '../../useLab.ts';
import { RecordedChip } from './RecordedChip.tsx';
import { raceClock as words } from './words.ts';

/** Steps done, what the race is at, time spent and time left, with a thin line of progress. */
export function RaceClock() {
  const known = useLabShallow(({ run, pace, evaluations, engine }) => ({
    run,
    pace,
    evaluations,
    engine,
  }));
  const steps = useLab((state) => state.setup.steps);
  const [now, setNow] = useState(() => epochNow());
  const { run, engine } = known;
  const { status } = engine;
  const ticking = run !== null && run.activeSince !== null;
  useEffect(() => {
    setNow(epochNow());
    if (!ticking) return;
    const timer = setInterval(() => setNow(epochNow()), 1000);
    return () => clearInterval(timer);
  }, [ticking]);

  const done = run ? leadStep(run) : 0;
  const total = run?.config.steps ?? steps;
  const spent = run ? activeMs(run, Math.max(now, run.activeSince ?? 0)) : 0;
  const { leftMs, fraction } = raceTime(known, now);
  const does = () => {
    if (!run) return words.waiting[engine.phase];
    if (run.phase === 'evaluating') return words.lastEvaluation;
    return isEvaluating(known) ? words.phases.evaluating : words.phases[run.phase];
  };
  return (
    <div className="clock">
      <div className="clock-text">
        <b>
          {formatCount(done)}
          <span className="muted">
            {' '}
            / {formatCount(total)} {words.steps}
          </span>
        </b>
        {run?.recorded && status === null ? (
          <RecordedChip />
        ) : (
          <span className="muted">
            {status?.message ?? does()}
            {spent > 0 && ` · ${formatClock(spent)}`}
            {leftMs !== null && ` · ${formatClock(leftMs)} ${words.left}`}
          </span>
        )}
      </div>
      <progress value={status?.fraction ?? fraction} max={1} aria-label={words.label} />
    </div>
  );
}
