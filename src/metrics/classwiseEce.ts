import { binIndex, equalWidthEdges } from './binEdges.ts';
import type { Evaluation } from './evaluation.ts';
import type { Metric } from './metric.ts';
import { softmax } from './softmax.ts';

/**
 * Calibration error of each class's probability, over all samples and equal-width bins.
 *
 *   ECE_k = Σ_b (n_bk / N) · |mean 1[y = k] − mean p_k|
 *
 * @returns [C] fractions, 0 at best; NaN without samples
 *
 * Source: Kull et al. 2019, arXiv:1910.12656; Nixon et al. 2019, arXiv:1904.01685.
 */
export function classwiseEcePerClass(evaluation: Evaluation, binCount: number): Float64Array {
  const { n, classCount, labels } = evaluation;
  const edges = equalWidthEdges(binCount);
  const probabilities = softmax(evaluation.logits, classCount, evaluation.temperature);
  const perClass = new Float64Array(classCount);
  const excess = new Float64Array(binCount);
  for (let k = 0; k < classCount; k++) {
    excess.fill(0);
    for (let i = 0; i < n; i++) {
      const p = probabilities[i * classCount + k]!;
      excess[binIndex(p, edges)]! += p - (labels[i] === k ? 1 : 0);
    }
    perClass[k] = excess.reduce((sum, value) => sum + Math.abs(value), 0) / n;
  }
  return perClass;
}

/** [C] whether any row offers the class: it is not removed by a logit of −Infinity everywhere. */
function offeredClasses({ n, classCount, logits }: Evaluation): boolean[] {
  return Array.from({ length: classCount }, (_, k) => {
    for (let i = 0; i < n; i++) {
      if (logits[i * classCount + k] !== Number.NEGATIVE_INFINITY) return true;
    }
    return false;
  });
}

/**
 * Mean of `classwiseEcePerClass` over the classes that are offered, whether or not an image shows
 * one. A class that is removed from every row has probability 0 and no label: its error of 0 would
 * only make the mean of the others smaller (docs/decisions/classwise-ece-of-fewer-classes.md).
 */
export function classwiseEce(evaluation: Evaluation, binCount: number): number {
  const offered = offeredClasses(evaluation);
  const perClass = classwiseEcePerClass(evaluation, binCount).filter((_, k) => offered[k]);
  return perClass.reduce((sum, value) => sum + value, 0) / perClass.length;
}

export const classwiseEceMetric: Metric = {
  id: 'classwiseEce',
  label: 'Classwise ECE',
  summary: 'ECE of every class probability, not of the top one alone, averaged over classes.',
  source: 'Kull et al. 2019, arXiv:1910.12656',
  unit: 'fraction',
  best: 'low',
  compute: (evaluation, { binCount }) => classwiseEce(evaluation, binCount),
};
