import type { Effect } from '../kit/effect.ts';
import { evaluatedSteps } from '../results/selectors.ts';
import type { ResultsSlice } from '../results/state.ts';
import type { ClockSlice } from './state.ts';

/** A whole run takes about so long, whatever it holds, but no pane is drawn more than three times a second. */
const wholeMs = 7000;
const leastMs = 330;

/** Moves the clock from evaluation to evaluation while it plays; at the newest it stands still there. */
export const playClock: Effect<ClockSlice & ResultsSlice> = (store) => {
  const { getState, setState } = store;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const next = () => {
    const steps = evaluatedSteps(getState());
    const { scrubStep, playing } = getState().clock;
    if (!playing) return;
    const ahead = steps.find((step) => step > (scrubStep ?? Number.POSITIVE_INFINITY));
    if (ahead === undefined || ahead === steps.at(-1)) {
      setState(({ clock }) => ({ clock: { ...clock, scrubStep: null, playing: false } }));
      return;
    }
    setState(({ clock }) => ({ clock: { ...clock, scrubStep: ahead } }));
    wait(steps.length);
  };
  const wait = (count: number) => {
    timer = setTimeout(next, Math.max(leastMs, wholeMs / Math.max(1, count)));
  };
  store.subscribe(
    ({ clock }) => clock.playing,
    (playing) => {
      clearTimeout(timer);
      if (playing) wait(evaluatedSteps(getState()).length);
    },
  );
};
