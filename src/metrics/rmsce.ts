import { chosenEdges } from './binEdges.ts';
import type { Metric } from './metric.ts';
import { type ReliabilityBins, reliabilityBins, sampleCount } from './reliabilityBins.ts';

/**
 * Root mean square calibration error, √(Σ_b w_b (acc_b − conf_b)²): at least the ECE of the same
 * bins, 0 at best, at most 1, NaN without samples.
 *
 * Source: Hendrycks et al. 2019, arXiv:1812.04606.
 */
export function rmsce(bins: ReliabilityBins): number {
  let sum = 0;
  for (let b = 0; b < bins.count.length; b++) {
    const count = bins.count[b]!;
    if (count > 0) sum += (bins.correct[b]! - bins.confidenceSum[b]!) ** 2 / count;
  }
  return Math.sqrt(sum / sampleCount(bins));
}

export const rmsceMetric: Metric = {
  id: 'rmsce',
  label: 'RMS calibration error',
  short: 'RMSCE',
  summary: 'Like ECE, with large gaps weighing more.',
  source: 'Hendrycks et al. 2019, arXiv:1812.04606',
  unit: 'fraction',
  best: 'low',
  compute: ({ top }, bins) => rmsce(reliabilityBins(top, chosenEdges(top.confidence, bins))),
};
