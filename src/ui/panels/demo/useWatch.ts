import { useEffect, useRef, useState } from 'react';
import { epochNow } from '../../../protocol/clock.ts';
import { hasRecording } from '../../../store/demo/recording.ts';
import { type Trouble, troubleOf } from '../../../store/demo/trouble.ts';
import { raceTime } from '../../../store/run/raceTime.ts';
import { activeMs } from '../../../store/run/selectors.ts';
import { useLabStore } from '../../useLab.ts';

/** So long the room is told before the recording takes over. */
const warnSeconds = 3;

export interface Watch {
  readonly trouble: Trouble | null;
  /** Seconds until the recording takes over; null while nothing is to. */
  readonly seconds: number | null;
  /** Keeps the recording away until the next race. */
  stay(): void;
}

/**
 * Looks once a second whether the race comes. If it does not, and there is a recording, that takes
 * over after a warning; without one, what was measured stays.
 */
export function useWatch(): Watch {
  const store = useLabStore();
  const [watch, setWatch] = useState<Omit<Watch, 'stay'>>({ trouble: null, seconds: null });
  const expected = useRef<{ readonly runId: string; readonly ms: number } | null>(null);
  /** The run for which the presenter, or a recording that did not open, said no. */
  const spared = useRef<string | null>(null);
  const left = useRef<number | null>(null);
  useEffect(() => {
    void store.getState().hasRecorded();
    const look = () => {
      const state = store.getState();
      const { run, demo } = state;
      const runId = run?.id ?? '';
      const now = epochNow();
      const spent = run ? activeMs(run, now) : 0;
      const { leftMs } = raceTime(state, now);
      if (run && leftMs !== null && expected.current?.runId !== runId) {
        expected.current = { runId, ms: spent + leftMs };
      }
      const told = expected.current?.runId === runId ? expected.current.ms : null;
      const trouble = troubleOf(state, spent, told);
      const wanted =
        trouble !== null &&
        demo.recorded === null &&
        spared.current !== runId &&
        hasRecording(state);
      left.current = wanted ? (left.current ?? warnSeconds + 1) - 1 : null;
      setWatch((known) =>
        known.trouble === trouble && known.seconds === left.current
          ? known
          : { trouble, seconds: left.current },
      );
      if (left.current !== 0) return;
      left.current = null;
      spared.current = runId;
      void state.showRecorded();
    };
    const timer = setInterval(look, 1000);
    return () => clearInterval(timer);
  }, [store]);
  const stay = () => {
    spared.current = store.getState().run?.id ?? '';
    left.current = null;
    setWatch(({ trouble }) => ({ trouble, seconds: null }));
  };
  return { ...watch, stay };
}
