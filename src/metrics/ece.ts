import { chosenEdges } from './binEdges.ts';
import type { Metric } from './metric.ts';
import { type ReliabilityBins, reliabilityBins, sampleCount } from './reliabilityBins.ts';

export interface EceParts {
  readonly ece: number;
  /** From bins whose confidence exceeds their accuracy. */
  readonly overconfident: number;
  /** From bins whose accuracy exceeds their confidence. */
  readonly underconfident: number;
}

/**
 * Expected calibration error of one set of bins, and its two parts.
 *
 *   ECE = Σ_b w_b · |acc_b − conf_b|     w_b = n_b / N;   over part + under part = ECE
 *
 * One value over all samples at once: averaging it over batches gives a larger number.
 *
 * @returns fractions: 0 at best, at most 1, never below the noise floor on average; NaN without samples
 *
 * Source: Naeini et al. 2015; Guo et al. 2017, arXiv:1706.04599, eq. 3.
 */
export function eceParts(bins: ReliabilityBins): EceParts {
  const n = sampleCount(bins);
  let overconfident = 0;
  let underconfident = 0;
  for (let b = 0; b < bins.count.length; b++) {
    const excess = bins.confidenceSum[b]! - bins.correct[b]!;
    if (excess < 0) underconfident -= excess;
    else overconfident += excess;
  }
  return {
    ece: (overconfident + underconfident) / n,
    overconfident: overconfident / n,
    underconfident: underconfident / n,
  };
}

/** The ECE alone; see `eceParts`. */
export function ece(bins: ReliabilityBins): number {
  return eceParts(bins).ece;
}

export const eceMetric: Metric = {
  id: 'ece',
  label: 'ECE',
  summary: 'How far confidence and accuracy lie apart, bin by bin, on average.',
  source: 'Guo et al. 2017, arXiv:1706.04599',
  unit: 'fraction',
  best: 'low',
  compute: ({ top }, bins) => ece(reliabilityBins(top, chosenEdges(top.confidence, bins))),
};
