import type { Evaluation } from './evaluation.ts';
import type { Metric } from './metric.ts';
import { softmax } from './softmax.ts';

/**
 * Brier score over all classes: mean Σ_k (p_k − 1[y = k])².
 *
 * @returns a score: 1 − 1/C for uniform predictions, 0 at best, 2 at worst, NaN without samples
 *
 * Source: Brier 1950.
 */
export function brier(evaluation: Evaluation): number {
  return squaredErrors(evaluation).reduce((sum, error) => sum + error, 0) / evaluation.n;
}

/** [n] Σ_k (p_k − 1[y = k])² of each sample. */
function squaredErrors({ n, classCount, logits, labels, temperature }: Evaluation): Float64Array {
  const probabilities = softmax(logits, classCount, temperature);
  return Float64Array.from({ length: n }, (_, i) => {
    let sum = 0;
    for (let k = 0; k < classCount; k++) {
      sum += (probabilities[i * classCount + k]! - (labels[i] === k ? 1 : 0)) ** 2;
    }
    return sum;
  });
}

export const brierMetric: Metric = {
  id: 'brier',
  label: 'Brier score',
  short: 'Brier',
  summary: 'Squared error of the class probabilities; rewards accuracy and calibration.',
  source: 'Brier 1950',
  unit: 'score',
  best: 'low',
  compute: brier,
  each: squaredErrors,
};
