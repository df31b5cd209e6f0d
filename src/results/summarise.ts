import { brier } from '../metrics/brier.ts';
import { calibrationIntervals } from '../metrics/calibrationIntervals.ts';
import { evaluation } from '../metrics/evaluation.ts';
import { nll } from '../metrics/nll.ts';
import { binnedSummary } from './binnedSummary.ts';
import { measureMetrics } from './measureMetrics.ts';
import type { EvaluationSummary, SummaryOptions } from './types.ts';

/**
 * Everything the lab shows of one evaluation, from its logits and labels alone, in double precision.
 *
 * The ECE, its parts and its noise floor belong to the chosen bins; the noise floor stands beside the
 * ECE because no ECE on few samples is small.
 *
 * @param logits [n, C] row-major; −Infinity removes a class from a row
 * @param labels [n] class indices
 * @returns NaN and null, meaning "no data", for n = 0
 * @throws RangeError if lengths do not fit, a label is no class, or an option is out of range
 */
export function summarise(
  logits: ArrayLike<number>,
  labels: ArrayLike<number>,
  classCount: number,
  { temperature, binCount, binning, draws, set = 0, metrics = [] }: SummaryOptions,
): EvaluationSummary {
  const input = evaluation(logits, labels, classCount, temperature);
  const summary = binnedSummary(
    input.top,
    { temperature, binCount, binning },
    { nll: nll(input), brier: brier(input) },
    (edges) => calibrationIntervals(input.top, edges, { draws, set }),
  );
  if (metrics.length === 0) return summary;
  return { ...summary, metrics: measureMetrics(input, { binCount, binning }, metrics) };
}
