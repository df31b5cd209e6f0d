import type { Effect } from '../kit/effect.ts';
import type { CorruptionSlice } from './state.ts';

/** The slider rests this long before its rung is evaluated. */
const restMs = 150;

/** Evaluates the rung that the slider stops at. */
export const followSeverity: Effect<CorruptionSlice> = (store) => {
  let rest: ReturnType<typeof setTimeout> | undefined;
  store.subscribe(
    ({ corruption }) => corruption,
    ({ severity }) => {
      clearTimeout(rest);
      if (severity > 0) rest = setTimeout(() => void store.getState().climb([severity]), restMs);
    },
  );
};
