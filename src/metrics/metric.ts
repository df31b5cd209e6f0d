import type { Evaluation } from './evaluation.ts';

/** One number about an evaluation. A new metric is one file and one line in `registry.ts`. */
export interface Metric {
  readonly id: string;
  readonly label: string;
  /** One sentence for a person who has not met it. */
  readonly summary: string;
  readonly source: string;
  readonly unit: 'fraction' | 'nats' | 'score';
  /** Which way is good; `zero` for signed values. */
  readonly best: 'high' | 'low' | 'zero';
  /**
   * @param binCount bins of the binned metrics; the others ignore it
   * @returns NaN, meaning "no data", for an evaluation without samples
   */
  readonly compute: (evaluation: Evaluation, binCount: number) => number;
}
