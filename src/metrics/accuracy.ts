import type { Metric } from './metric.ts';
import type { TopLabel } from './topLabel.ts';

/** Fraction of samples whose top class is the label: 1/C at chance, 1 at best, NaN without samples. */
export function accuracy(top: TopLabel): number {
  return top.correct.reduce((sum, correct) => sum + correct, 0) / top.n;
}

export const accuracyMetric: Metric = {
  id: 'accuracy',
  label: 'Accuracy',
  short: 'acc',
  summary: 'The fraction of images whose most probable class is the right one.',
  source: 'top-1',
  unit: 'fraction',
  best: 'high',
  unscaled: true,
  compute: ({ top }) => accuracy(top),
  each: ({ top }) => Float64Array.from(top.correct),
};
