import type { Slice } from '../kit/slice.ts';
import type { FindingsSlice } from './state.ts';

export const createFindingsSlice: Slice<FindingsSlice> = (set, get) => ({
  findingsAgainst: null,
  measureAgainst: (methodId) => set({ findingsAgainst: methodId }),
  pairsAsked: [],
  askPairs: (pairs) => {
    if (pairs.join() !== get().pairsAsked.join()) set({ pairsAsked: pairs });
  },
});
