import type { LabDeps } from '../kit/ports.ts';
import type { Slice } from '../kit/slice.ts';
import type { CompareSlice, CompareState } from './state.ts';

export const createCompareSlice =
  (deps: Pick<LabDeps, 'archive' | 'stats'>): Slice<CompareSlice> =>
  (set) => {
    const patch = (change: (compare: CompareState) => Partial<CompareState>) =>
      set(({ compare }) => ({ compare: { ...compare, ...change(compare) } }));
    return {
      compare: { runIds: [], reference: null },
      toggleCompared: (runId) =>
        patch(({ runIds, reference }) =>
          runIds.includes(runId)
            ? {
                runIds: runIds.filter((id) => id !== runId),
                reference: reference?.startsWith(`${runId}/`) ? null : reference,
              }
            : { runIds: [...runIds, runId] },
        ),
      setReference: (reference) => patch(() => ({ reference })),
      readCurves: async (record, metrics) => {
        const { readCurves } = await import('./readCurves.ts');
        return readCurves(deps, record, metrics);
      },
    };
  };
