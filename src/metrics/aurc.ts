import type { Metric } from './metric.ts';
import type { TopLabel } from './topLabel.ts';

/**
 * Area under the risk–coverage curve: the error rate among the k most confident samples, averaged
 * over k = 1 … N. Ties keep the order of the samples.
 *
 * @returns a fraction: the error rate if confidence ranks at random, 0 without errors, NaN without samples
 *
 * Source: Geifman and El-Yaniv 2017, arXiv:1705.08500.
 */
export function aurc({ n, confidence, correct }: TopLabel): number {
  const order = Array.from({ length: n }, (_, i) => i);
  order.sort((a, b) => confidence[b]! - confidence[a]!);
  return meanPrefixRisk(order.map((i) => 1 - correct[i]!));
}

/**
 * AURC minus that of a perfect ranking of as many errors, all of which come last: 0 at best.
 *
 * Source: Geifman et al. 2019, arXiv:1805.08206.
 */
export function excessAurc(top: TopLabel): number {
  const errors = top.correct.reduce((sum, correct) => sum + 1 - correct, 0);
  const ranked = Array.from({ length: top.n }, (_, i) => (i < top.n - errors ? 0 : 1));
  return aurc(top) - meanPrefixRisk(ranked);
}

function meanPrefixRisk(errors: readonly number[]): number {
  let seen = 0;
  let area = 0;
  errors.forEach((error, index) => {
    seen += error;
    area += seen / (index + 1);
  });
  return area / errors.length;
}

export const aurcMetric: Metric = {
  id: 'aurc',
  label: 'AURC',
  summary: 'Error rate when the least confident answers are withheld, over all shares withheld.',
  source: 'Geifman and El-Yaniv 2017, arXiv:1705.08500',
  unit: 'fraction',
  best: 'low',
  compute: ({ top }) => aurc(top),
};

export const excessAurcMetric: Metric = {
  id: 'excessAurc',
  label: 'Excess AURC',
  summary: 'AURC beyond what a perfect ranking of the same errors would leave.',
  source: 'Geifman et al. 2019, arXiv:1805.08206',
  unit: 'fraction',
  best: 'low',
  compute: ({ top }) => excessAurc(top),
};
