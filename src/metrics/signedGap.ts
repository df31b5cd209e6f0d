import { accuracy } from './accuracy.ts';
import { meanConfidence } from './meanConfidence.ts';
import type { Metric } from './metric.ts';
import type { TopLabel } from './topLabel.ts';

/**
 * Mean confidence − accuracy: positive is over-confident, negative under-confident, 0 at best.
 * Its absolute value is the least that any ECE of the same samples can be.
 */
export function signedGap(top: TopLabel): number {
  return meanConfidence(top) - accuracy(top);
}

export const signedGapMetric: Metric = {
  id: 'signedGap',
  label: 'Signed gap',
  summary: 'Mean confidence minus accuracy; above zero the model is over-confident.',
  source: 'confidence minus accuracy over all samples',
  unit: 'fraction',
  best: 'zero',
  compute: ({ top }) => signedGap(top),
  each: ({ top }) => top.confidence.map((confidence, i) => confidence - top.correct[i]!),
};
