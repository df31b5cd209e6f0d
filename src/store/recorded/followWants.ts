import { type Effect, sameParts } from '../kit/effect.ts';
import type { RunSlice } from '../run/state.ts';
import { shownDensity } from '../view/shownDensity.ts';
import type { ClockSlice, KnobsSlice, LayoutSlice } from '../view/state.ts';
import type { RecordedSlice } from './state.ts';

type Reads = ClockSlice & KnobsSlice & LayoutSlice & RecordedSlice & RunSlice;

/**
 * Fetches the logits of a recorded race when something is asked that its numbers do not tell: all of
 * it in the whole lab, in the simple view another temperature, other bins, or what was said of an image
 * at a step that a hand has gone to.
 */
export const followWants: Effect<Reads> = (store) => {
  const { temperature, binCount, binning } = store.getState().knobs;
  store.subscribe(
    ({ run, layout, clock, knobs }) => {
      const goneTo = clock.scrubStep !== null && !clock.playing;
      const otherwise =
        knobs.temperature !== temperature ||
        knobs.binCount !== binCount ||
        knobs.binning !== binning;
      const wanted = shownDensity(layout) === 'whole' || goneTo || otherwise;
      return [run?.recorded === true && wanted, run?.id] as const;
    },
    ([wanted]) => {
      if (wanted) void store.getState().wantRecordedLogits();
    },
    sameParts,
  );
};
