import { imageRows } from '../results/exports/imageRows.ts';
import { methodDifference } from '../results/methodDifference.ts';
import { methodResult } from '../results/methodResult.ts';
import { scalingDifference } from '../results/scalingDifference.ts';
import type {
  DifferenceOptions,
  MethodLogits,
  ResultOptions,
  RowsWish,
  StatsApi,
} from '../results/statsApi.ts';
import type { MethodResult, ResultDifference, ScalingDifference } from '../results/types.ts';

/** What works numbers out of logits: at once, or in a worker of its own. */
export interface Measurer {
  result(method: MethodLogits, options: ResultOptions): Promise<MethodResult>;
  difference(
    first: MethodLogits,
    second: MethodLogits,
    options: DifferenceOptions,
  ): Promise<ResultDifference>;
  scaling(
    method: MethodLogits,
    options: Omit<DifferenceOptions, 'columns'>,
  ): Promise<ScalingDifference>;
  rows(method: MethodLogits, wish: RowsWish): Promise<readonly string[]>;
  /** Lets go of what it holds. */
  end(): Promise<void>;
}

/** For a program that nobody waits for: everything at once, where it is called. */
export const measureHere: Measurer = {
  result: async (method, options) => methodResult({ ...method, options }),
  difference: async (first, second, options) => methodDifference(first, second, options),
  scaling: async (method, options) => scalingDifference(method, options),
  rows: async (method, wish) => imageRows(method, wish),
  end: async () => {},
};

/** For a page, which must go on answering: in the statistics worker. */
export function measureThere(stats: StatsApi): Measurer {
  const prefix = 'study/';
  const put = new Map<MethodLogits, Promise<string>>();
  const keyOf = (method: MethodLogits) => {
    const known = put.get(method);
    if (known) return known;
    const key = `${prefix}${put.size}`;
    const there = stats.put(key, method).then(() => key);
    put.set(method, there);
    return there;
  };
  return {
    result: async (method, options) => stats.result(await keyOf(method), options),
    difference: async (first, second, options) =>
      stats.difference(await keyOf(first), await keyOf(second), options),
    scaling: async (method, options) => stats.scaling(await keyOf(method), options),
    rows: async (method, wish) => stats.rows(await keyOf(method), wish),
    end: async () => {
      put.clear();
      await stats.drop(prefix);
    },
  };
}
