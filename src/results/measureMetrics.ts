import type { BinChoice } from '../metrics/binEdges.ts';
import type { Evaluation } from '../metrics/evaluation.ts';
import { metrics } from '../metrics/registry.ts';
import { isPlainMetric } from './tableColumns.ts';
import type { MetricChoice } from './types.ts';

/**
 * The registry's metrics of one evaluation, by id; those that every summary has are left out, and so
 * is an id that this lab has no metric for.
 */
export function measureMetrics(
  input: Evaluation,
  bins: BinChoice,
  chosen: MetricChoice,
): Record<string, number> {
  const wanted = metrics.filter(
    ({ id }) => !isPlainMetric(id) && (chosen === 'all' || chosen.includes(id)),
  );
  return Object.fromEntries(wanted.map(({ id, compute }) => [id, compute(input, bins)]));
}
