import { chosenEdges } from './binEdges.ts';
import type { Metric } from './metric.ts';
import { type ReliabilityBins, reliabilityBins, sampleCount } from './reliabilityBins.ts';

/**
 * Maximum calibration error: the largest |acc_b − conf_b| of a non-empty bin. 0 at best, at most 1.
 * A bin with one sample counts as much as any other, so read it beside the counts.
 *
 * Source: Naeini et al. 2015; Guo et al. 2017, arXiv:1706.04599, eq. 5.
 */
export function mce(bins: ReliabilityBins): number {
  if (sampleCount(bins) === 0) return Number.NaN;
  let largest = 0;
  for (let b = 0; b < bins.count.length; b++) {
    const count = bins.count[b]!;
    if (count === 0) continue;
    largest = Math.max(largest, Math.abs(bins.correct[b]! - bins.confidenceSum[b]!) / count);
  }
  return largest;
}

export const mceMetric: Metric = {
  id: 'mce',
  label: 'Maximum calibration error',
  short: 'MCE',
  summary: 'The gap between confidence and accuracy in the worst bin.',
  source: 'Guo et al. 2017, arXiv:1706.04599',
  unit: 'fraction',
  best: 'low',
  compute: ({ top }, bins) => mce(reliabilityBins(top, chosenEdges(top.confidence, bins))),
};
