import type { Metric } from './metric.ts';
import type { TopLabel } from './topLabel.ts';

/**
 * Area under the risk–coverage curve: the error rate among the k most confident samples, averaged
 * over k = 1 … N. Ties count by their mean, the expectation over all orders of them: the value never
 * depends on the order of the samples.
 *
 * @returns a fraction: the error rate if confidence ranks at random, 0 without errors, NaN without samples
 *
 * Source: Geifman and El-Yaniv 2017, arXiv:1705.08500.
 */
export function aurc({ n, confidence, correct }: TopLabel): number {
  const order = Array.from({ length: n }, (_, i) => i);
  // A diverged answer has no confidence (NaN) and comes last.
  const sure = confidence.map((value) => (Number.isNaN(value) ? -1 : value));
  order.sort((a, b) => sure[b]! - sure[a]!);
  const errors = order.map((i) => 1 - correct[i]!);
  for (let from = 0; from < n; ) {
    let to = from + 1;
    while (to < n && sure[order[to]!] === sure[order[from]!]) to += 1;
    const tied = errors.slice(from, to);
    errors.fill(tied.reduce((sum, error) => sum + error, 0) / tied.length, from, to);
    from = to;
  }
  return meanPrefixRisk(errors);
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
