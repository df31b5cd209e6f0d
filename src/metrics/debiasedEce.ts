import { meanAbsoluteNormal } from '../math/normal.ts';
import { equalMassEdges } from './binEdges.ts';
import { ece } from './ece.ts';
import type { Metric } from './metric.ts';
import { type ReliabilityBins, reliabilityBins, sampleCount } from './reliabilityBins.ts';

/**
 * ECE less its bias: twice the ECE minus the mean ECE of resampled bins, in closed form.
 *
 *   2·ECE − Σ_b w_b · E|N(acc_b − conf_b, acc_b(1 − acc_b)/n_b)|
 *
 * The limit of Kumar's resampling for many draws. May be negative. Of the ECE that calibrated data
 * shows by chance it still leaves 2 − √2 ≈ 0.59; the squared l2 form leaves nothing.
 *
 * Source: Kumar et al. 2019, arXiv:1909.10155, section 5 and appendix.
 */
export function debiasedEceL1(bins: ReliabilityBins): number {
  let expected = 0;
  for (let b = 0; b < bins.count.length; b++) {
    const count = bins.count[b]!;
    if (count === 0) continue;
    const accuracy = bins.correct[b]! / count;
    const gap = accuracy - bins.confidenceSum[b]! / count;
    expected += count * meanAbsoluteNormal(gap, Math.sqrt((accuracy * (1 - accuracy)) / count));
  }
  return 2 * ece(bins) - expected / sampleCount(bins);
}

/**
 * Square of the debiased l2 calibration error; bins of fewer than two samples count 0. May be negative.
 *
 *   Σ_b w_b · [(acc_b − conf_b)² − acc_b(1 − acc_b)/(n_b − 1)]
 *
 * Source: Kumar et al. 2019, arXiv:1909.10155, definition 5.1.
 */
export function debiasedSquaredEceL2(bins: ReliabilityBins): number {
  let sum = 0;
  for (let b = 0; b < bins.count.length; b++) {
    const count = bins.count[b]!;
    if (count < 2) continue;
    const accuracy = bins.correct[b]! / count;
    const gap = accuracy - bins.confidenceSum[b]! / count;
    sum += count * (gap ** 2 - (accuracy * (1 - accuracy)) / (count - 1));
  }
  return sum / sampleCount(bins);
}

/** √max(0, ·) of `debiasedSquaredEceL2`: a fraction, 0 at best. */
export function debiasedEceL2(bins: ReliabilityBins): number {
  return Math.sqrt(Math.max(0, debiasedSquaredEceL2(bins)));
}

export const debiasedEceL1Metric: Metric = {
  id: 'debiasedEceL1',
  label: 'Debiased ECE, l1',
  summary: 'Adaptive ECE with the part that chance alone would add taken off.',
  source: 'Kumar et al. 2019, arXiv:1909.10155',
  unit: 'fraction',
  best: 'zero',
  compute: ({ top }, { binCount }) =>
    debiasedEceL1(reliabilityBins(top, equalMassEdges(top.confidence, binCount))),
};

export const debiasedEceL2Metric: Metric = {
  id: 'debiasedEceL2',
  label: 'Debiased ECE, l2',
  summary: 'Root mean square calibration error with the part that chance would add taken off.',
  source: 'Kumar et al. 2019, arXiv:1909.10155',
  unit: 'fraction',
  best: 'low',
  compute: ({ top }, { binCount }) =>
    debiasedEceL2(reliabilityBins(top, equalMassEdges(top.confidence, binCount))),
};
