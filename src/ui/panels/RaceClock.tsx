import { useEffect, useState } from 'react';
import { epochNow } from '../../protocol/clock.ts';
import type { RunPhase } from '../../protocol/events.ts';
import { activeMs, raceStep, remainingMs } from '../../store/selectors.ts';
import { formatClock, formatCount } from '../format.ts';
import { useLab } from '../useLab.ts';

const words: Readonly<Record<RunPhase, string>> = {
  running: 'Training',
  paused: 'Paused',
  evaluating: 'Evaluating',
  finished: 'Finished',
  stopped: 'Stopped',
  failed: 'Failed',
};

const waiting = {
  starting: 'Starting the engine',
  loading: 'Loading',
  ready: 'Ready when you are',
  failed: 'Not ready',
} as const;

/** Steps done, time spent and time left, with a thin line of progress. */
export function RaceClock() {
  const run = useLab((state) => state.run);
  const steps = useLab((state) => state.setup.steps);
  const enginePhase = useLab((state) => state.engine.phase);
  const status = useLab((state) => state.engine.status);
  const [now, setNow] = useState(() => epochNow());
  const ticking = run !== null && run.activeSince !== null;
  useEffect(() => {
    setNow(epochNow());
    if (!ticking) return;
    const timer = setInterval(() => setNow(epochNow()), 1000);
    return () => clearInterval(timer);
  }, [ticking]);

  const done = run ? raceStep(run) : 0;
  const total = run?.config.steps ?? steps;
  const left = run && ticking ? remainingMs(run, now) : null;
  const fraction = status?.fraction ?? done / total;
  return (
    <div className="clock">
      <div className="clock-text">
        <b>
          {formatCount(done)}
          <span className="muted"> / {formatCount(total)} steps</span>
        </b>
        <span className="muted">
          {status?.message ?? (run ? words[run.phase] : waiting[enginePhase])}
          {run && ` · ${formatClock(activeMs(run, now))}`}
          {left !== null && ` · ${formatClock(left)} left`}
        </span>
      </div>
      <progress value={fraction} max={1} aria-label="Progress of the race" />
    </div>
  );
}
