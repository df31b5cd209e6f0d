import { chosenEdges } from './binEdges.ts';
import type { Metric } from './metric.ts';
import { type ReliabilityBins, reliabilityBins, sampleCount } from './reliabilityBins.ts';

/**
 * The ECE that a perfectly calibrated model with these confidences would show on average.
 *
 *   Σ_b w_b · √(2/π) · √(Σ_{i∈b} conf_i (1 − conf_i)) / n_b
 *
 * Normal approximation of the number correct in each bin. It shrinks as 1/√N; an ECE near it says
 * nothing about miscalibration.
 *
 * @returns a fraction; NaN without samples
 */
export function noiseFloor(bins: ReliabilityBins): number {
  const spread = bins.varianceSum.reduce((sum, variance) => sum + Math.sqrt(variance), 0);
  return (Math.sqrt(2 / Math.PI) * spread) / sampleCount(bins);
}

export const noiseFloorMetric: Metric = {
  id: 'noiseFloor',
  label: 'Noise floor of the ECE',
  short: 'Noise floor',
  summary: 'The ECE a perfectly calibrated model would show with so few samples.',
  source: 'mean absolute deviation of a normal variable, per bin',
  unit: 'fraction',
  best: 'none',
  compute: ({ top }, bins) => noiseFloor(reliabilityBins(top, chosenEdges(top.confidence, bins))),
};
