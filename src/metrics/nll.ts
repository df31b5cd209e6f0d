import type { Evaluation } from './evaluation.ts';
import type { Metric } from './metric.ts';
import { logSumExp } from './softmax.ts';

/**
 * Mean negative log-likelihood of the labels, −log p_y through log-sum-exp.
 *
 * @returns nats: ln C for uniform predictions, 0 at best, NaN without samples
 */
export function nll(evaluation: Evaluation): number {
  return surprises(evaluation).reduce((sum, surprise) => sum + surprise, 0) / evaluation.n;
}

/** [n] −log p of each label. */
function surprises({ n, classCount, logits, labels, temperature }: Evaluation): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => {
    const row = i * classCount;
    return (
      logSumExp(logits, row, classCount, temperature) - logits[row + labels[i]!]! / temperature
    );
  });
}

export const nllMetric: Metric = {
  id: 'nll',
  label: 'Negative log-likelihood',
  short: 'NLL',
  summary: 'How surprised the model is by the right answers; rewards accuracy and calibration.',
  source: 'mean −log p of the label',
  unit: 'nats',
  best: 'low',
  compute: nll,
  each: surprises,
};
