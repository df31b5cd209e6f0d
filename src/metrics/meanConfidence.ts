import type { Metric } from './metric.ts';
import type { TopLabel } from './topLabel.ts';

/** Mean max softmax: 1/C for uniform predictions, at most 1, NaN without samples. */
export function meanConfidence(top: TopLabel): number {
  return top.confidence.reduce((sum, confidence) => sum + confidence, 0) / top.n;
}

export const meanConfidenceMetric: Metric = {
  id: 'meanConfidence',
  label: 'Mean confidence',
  short: 'Confidence',
  summary: 'How probable the model holds its own answers, on average.',
  source: 'max softmax',
  unit: 'fraction',
  best: 'none',
  compute: ({ top }) => meanConfidence(top),
  each: ({ top }) => top.confidence,
};
