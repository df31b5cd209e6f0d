import type { Slice } from '../kit/slice.ts';
import type { KnobsSlice, KnobsState } from './state.ts';

/**
 * Bins of diagrams and curves: the noise floor grows with them, the shape is lost with few. 15 is what
 * most papers print and what the recorded numbers of this lab were computed with.
 */
export const binRange = { fewest: 5, most: 20, default: 15 } as const;

export const createKnobsSlice: Slice<KnobsSlice> = (set) => {
  const patch = (change: Partial<KnobsState>) =>
    set(({ knobs }) => ({ knobs: { ...knobs, ...change } }));
  return {
    knobs: {
      temperature: 1,
      alpha: 0.5,
      binCount: binRange.default,
      binning: 'width',
      oodSplitId: null,
      evaluating: false,
    },
    setTemperature: (temperature) => patch({ temperature }),
    setAlpha: (alpha) => patch({ alpha }),
    setBins: (binCount, binning) => patch({ binCount, binning }),
    setOodSplit: (oodSplitId) => patch({ oodSplitId }),
  };
};
