import { batchedSets } from './batchedSets.ts';
import { imageRows } from './exports/imageRows.ts';
import { groupReliability } from './groupReliability.ts';
import { methodDifference } from './methodDifference.ts';
import { methodResult } from './methodResult.ts';
import { calibratorsSaid, posthocRow } from './posthocRow.ts';
import { scalingDifference } from './scalingDifference.ts';
import type { MethodLogits, StatsApi } from './statsApi.ts';

/** Keeps evaluations and answers for them: what the statistics worker exposes. */
export function createStatsKeeper(): StatsApi {
  const kept = new Map<string, MethodLogits>();
  const get = (key: string) => {
    const evaluation = kept.get(key);
    if (!evaluation) throw new Error(`No evaluation is kept under "${key}"`);
    return evaluation;
  };
  return {
    put: async (key, evaluation) => {
      const added = new Set(evaluation.splits.map(({ splitId }) => splitId));
      const others = kept.get(key)?.splits.filter(({ splitId }) => !added.has(splitId)) ?? [];
      kept.set(key, { ...evaluation, splits: [...others, ...evaluation.splits] });
    },
    result: async (key, options) => methodResult({ ...get(key), options }),
    difference: async (first, second, options) =>
      methodDifference(get(first), get(second), options),
    scaling: async (key, options) => scalingDifference(get(key), options),
    rows: async (key, wish) => imageRows(get(key), wish),
    calibrators: async (key) => calibratorsSaid(get(key).classCount),
    posthoc: async (key, id, options) => posthocRow(get(key), id, options),
    group: async (key, options) => groupReliability(get(key), options, get),
    batches: async (key, binCount) => batchedSets(get(key), binCount),
    drop: async (prefix) => {
      for (const key of kept.keys()) if (key.startsWith(prefix)) kept.delete(key);
    },
  };
}
