import type { EvaluationPayload, RunRecord, StoredSplit } from '../../results/runRecord.ts';
import { payloadKey } from '../../results/runRecord.ts';
import type { ResultDifference } from '../../results/types.ts';
import { latestOnly } from '../kit/latestOnly.ts';
import type { LabDeps } from '../kit/ports.ts';
import type { Slice } from '../kit/slice.ts';
import { historyBins } from '../results/evaluationKey.ts';
import { rowKey } from './compareKey.ts';
import type { CompareSlice, CompareState, RunsSlice, Unpaired } from './state.ts';

type Reads = CompareSlice & RunsSlice;

/** Bootstrap draws for a difference: more than for a table, since few are asked for. */
const draws = 1000;

const sameNumbers = (a: Int32Array, b: Int32Array) =>
  a.length === b.length && a.every((value, i) => value === b[i]);

/** Whether two evaluations saw the same images, split by split. */
export function sameImages(a: readonly StoredSplit[], b: readonly StoredSplit[]): boolean {
  return (
    a.length === b.length &&
    a.every((split) => {
      const other = b.find(({ splitId }) => splitId === split.splitId);
      return (
        other !== undefined &&
        other.classCount === split.classCount &&
        sameNumbers(split.indices, other.indices) &&
        sameNumbers(split.labels, other.labels)
      );
    })
  );
}

export const createCompareSlice =
  ({ archive, stats }: LabDeps): Slice<CompareSlice, Reads> =>
  (set, get) => {
    const patch = (change: Partial<CompareState>) =>
      set(({ compare }) => ({ compare: { ...compare, ...change } }));
    /** Splits of what lies with the statistics worker, by row. */
    const loaded = new Map<string, readonly StoredSplit[]>();
    const statsKey = (row: string) => `compare-${row}`;
    const recordOf = ({ runs }: Reads, runId: string) =>
      runs.entries.find(({ id }) => id === runId)?.record ?? null;

    const load = async (record: RunRecord, methodId: string) => {
      const row = rowKey(record.id, methodId);
      const known = loaded.get(row);
      if (known) return known;
      const result = record.results.find((one) => one.methodId === methodId);
      if (!result) return null;
      const { step, scope, alpha } = result;
      const wanted: EvaluationPayload = {
        kind: 'evaluation',
        methodId,
        step,
        scope,
        alpha,
        splits: [],
      };
      const info = record.payloads.find(({ key }) => key === payloadKey(wanted));
      const payload = info && (await archive.readPayload(record.id, info));
      if (payload?.kind !== 'evaluation') return null;
      const { splits } = payload;
      const classCount = splits[0]?.classCount ?? 0;
      await stats.put(statsKey(row), { methodId, step, scope, alpha, classCount, splits });
      loaded.set(row, payload.splits);
      return payload.splits;
    };

    const differenceOf = async (
      [record, methodId]: readonly [RunRecord, string],
      [base, baseMethod]: readonly [RunRecord, string],
    ): Promise<ResultDifference | Unpaired> => {
      const own = await load(record, methodId);
      const other = await load(base, baseMethod);
      if (!own || !other) return 'no-logits';
      const same =
        record.dataset.id === base.dataset.id &&
        record.dataset.version === base.dataset.version &&
        sameImages(own, other);
      if (!same) return 'other-images';
      return stats.difference(
        statsKey(rowKey(record.id, methodId)),
        statsKey(rowKey(base.id, baseMethod)),
        { ...historyBins, draws },
      );
    };

    const refresh = latestOnly(async () => {
      const { runIds, reference } = get().compare;
      const [baseId = '', baseMethod = ''] = reference?.split('/') ?? [];
      const base = recordOf(get(), baseId);
      if (!reference || !base) return;
      const differences: Record<string, ResultDifference | Unpaired> = {};
      for (const runId of runIds) {
        const record = recordOf(get(), runId);
        for (const { methodId } of record?.results ?? []) {
          const row = rowKey(runId, methodId);
          if (row === reference || !record) continue;
          const { compare } = get();
          if (compare.reference !== reference || !compare.runIds.includes(runId)) return;
          differences[row] = await differenceOf([record, methodId], [base, baseMethod]).catch(
            () => 'no-logits' as const,
          );
          patch({ differences: { ...differences } });
        }
      }
    });

    return {
      compare: { runIds: [], reference: null, differences: {} },
      toggleCompared: (runId) => {
        const { runIds, reference } = get().compare;
        const leaving = runIds.includes(runId);
        if (leaving) {
          for (const row of loaded.keys()) if (row.startsWith(`${runId}/`)) loaded.delete(row);
          stats.drop(statsKey(`${runId}/`)).catch(() => {});
        }
        patch({
          runIds: leaving ? runIds.filter((id) => id !== runId) : [...runIds, runId],
          ...(leaving && reference?.startsWith(`${runId}/`)
            ? { reference: null, differences: {} }
            : {}),
        });
        void refresh();
      },
      setReference: (reference) => {
        patch({ reference, differences: {} });
        void refresh();
      },
    };
  };
