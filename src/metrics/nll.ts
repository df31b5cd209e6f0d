import type { Evaluation } from './evaluation.ts';
import type { Metric } from './metric.ts';
import { logSumExp } from './softmax.ts';

/**
 * Mean negative log-likelihood of the labels, −log p_y through log-sum-exp.
 *
 * @returns nats: ln C for uniform predictions, 0 at best, NaN without samples
 */
export function nll({ n, classCount, logits, labels, temperature }: Evaluation): number {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const row = i * classCount;
    sum +=
      logSumExp(logits, row, classCount, temperature) - logits[row + labels[i]!]! / temperature;
  }
  return sum / n;
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
};
