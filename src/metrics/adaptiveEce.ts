import { equalMassEdges } from './binEdges.ts';
import { ece } from './ece.ts';
import type { Metric } from './metric.ts';
import { reliabilityBins } from './reliabilityBins.ts';
import type { TopLabel } from './topLabel.ts';

/**
 * ECE over bins that hold about equally many samples; see `equalMassEdges` for how they are cut.
 * A fraction, 0 at best, NaN without samples.
 *
 * Source: Nguyen and O'Connor 2015; Nixon et al. 2019, arXiv:1904.01685.
 */
export function adaptiveEce(top: TopLabel, binCount: number): number {
  return ece(reliabilityBins(top, equalMassEdges(top.confidence, binCount)));
}

export const adaptiveEceMetric: Metric = {
  id: 'adaptiveEce',
  label: 'Adaptive ECE',
  summary: 'ECE over bins of equally many images instead of equal width.',
  source: 'Nixon et al. 2019, arXiv:1904.01685',
  unit: 'fraction',
  best: 'low',
  compute: ({ top }, { binCount }) => adaptiveEce(top, binCount),
};
