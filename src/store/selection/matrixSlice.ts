import type { EngineSlice } from '../engine/state.ts';
import { latestOnly } from '../kit/latestOnly.ts';
import type { LabDeps } from '../kit/ports.ts';
import type { Slice } from '../kit/slice.ts';
import { toShown } from '../kit/toShown.ts';
import type { RunSlice } from '../run/state.ts';
import type { MatrixSlice, MatrixState } from './state.ts';

type Reads = EngineSlice & MatrixSlice & RunSlice;

/** Pairs of the batch that are shown. */
export const shownPairs = 8;
/** Enough for every evaluation of a run. */
const mostKept = 200;

/** The lane whose batch the matrix shows; null before a race. */
export function matrixMethod({
  run,
  engine,
  matrix,
}: Pick<Reads, 'run' | 'engine' | 'matrix'>): string | null {
  const methods = engine.catalogue?.methods ?? [];
  const trained = (run?.config.lanes ?? [])
    .map(({ methodId }) => methodId)
    .filter((methodId) => methods.find(({ id }) => id === methodId)?.kind === 'trained');
  if (matrix.methodId !== null && trained.includes(matrix.methodId)) return matrix.methodId;
  const taught = trained.find(
    (methodId) => run?.log.get(methodId)?.diagnostics.teacherPretrainedWeight !== undefined,
  );
  return taught ?? trained.at(-1) ?? null;
}

export const createMatrixSlice =
  ({ engine }: LabDeps): Slice<MatrixSlice, Reads> =>
  (set, get) => {
    const patch = (change: Partial<MatrixState>) =>
      set(({ matrix }) => ({ matrix: { ...matrix, ...change } }));
    const inspectNow = latestOnly(async () => {
      const methodId = matrixMethod(get());
      const runId = get().run?.id;
      if (methodId === null || !get().run?.hasWeights) return;
      patch({ asking: true, error: null });
      try {
        const inspection = await engine.inspectBatch(methodId, shownPairs);
        if (get().run?.id !== runId) return;
        set(({ inspections }) => {
          const others = (inspections[methodId] ?? []).filter(
            ({ step }) => step !== inspection.step,
          );
          const kept = [...others, inspection].sort((a, b) => a.step - b.step).slice(-mostKept);
          return { inspections: { ...inspections, [methodId]: kept } };
        });
      } catch (error) {
        const shown = toShown(error);
        if (shown.code !== 'cancelled' && get().run?.id === runId) patch({ error: shown });
      } finally {
        patch({ asking: false });
      }
    });

    return {
      matrix: { methodId: null, asking: false, error: null },
      inspections: {},
      inspectMethod: (methodId) => patch({ methodId }),
      inspectNow,
    };
  };
