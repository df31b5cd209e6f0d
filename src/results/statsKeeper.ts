import { methodResult } from './methodResult.ts';
import type { MethodLogits, StatsApi } from './statsApi.ts';

/** Keeps evaluations and answers for them: what the statistics worker exposes. */
export function createStatsKeeper(): StatsApi {
  const kept = new Map<string, MethodLogits>();
  return {
    put: async (key, evaluation) => {
      const added = new Set(evaluation.splits.map(({ splitId }) => splitId));
      const others = kept.get(key)?.splits.filter(({ splitId }) => !added.has(splitId)) ?? [];
      kept.set(key, { ...evaluation, splits: [...others, ...evaluation.splits] });
    },
    result: async (key, options) => {
      const evaluation = kept.get(key);
      if (!evaluation) throw new Error(`No evaluation is kept under "${key}"`);
      return methodResult({ ...evaluation, options });
    },
    drop: async (prefix) => {
      for (const key of kept.keys()) if (key.startsWith(prefix)) kept.delete(key);
    },
  };
}
