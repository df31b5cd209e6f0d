import type { BinChoice } from './binEdges.ts';
import type { Evaluation } from './evaluation.ts';

/** What is said of a metric, to people and in files. */
export interface MetricInfo {
  /** In camel case: its name in files. `metricName` makes the name in links and flags of it. */
  readonly id: string;
  readonly label: string;
  /** For the head of a column, where the label is long. */
  readonly short?: string;
  /** One sentence for a person who has not met it. */
  readonly summary: string;
  readonly source: string;
  readonly unit: 'fraction' | 'nats' | 'score';
  /** Which way is good; `zero` for values that may be negative, `none` for what is no merit. */
  readonly best: 'high' | 'low' | 'zero' | 'none';
  /** No temperature changes it. */
  readonly unscaled?: true;
}

/** One number about an evaluation. A new metric is one file and one line in `registry.ts`. */
export interface Metric extends MetricInfo {
  /**
   * @param bins those of the metrics that are cut as one chooses; the others ignore them, or their scheme
   * @returns NaN, meaning "no data", for an evaluation without samples
   */
  readonly compute: (evaluation: Evaluation, bins: BinChoice) => number;
  /**
   * [n] numbers of the samples whose mean the metric is; absent where it is no mean over samples. With
   * it, a difference of two evaluations of the same images has a paired interval.
   */
  readonly each?: (evaluation: Evaluation) => Float64Array;
}
