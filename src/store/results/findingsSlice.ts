import type { Slice } from '../kit/slice.ts';
import type { FindingsSlice } from './state.ts';

export const createFindingsSlice: Slice<FindingsSlice> = (set) => ({
  findingsAgainst: null,
  measureAgainst: (methodId) => set({ findingsAgainst: methodId }),
});
