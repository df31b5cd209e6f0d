import type { BinChoice, Binning } from '../metrics/binEdges.ts';
import type { BatchedEce } from '../metrics/publishedEce.ts';

/** What one evaluation says: computed from logits and labels in one place, shown and exported as it is. */

export type Interval = readonly [low: number, high: number];

export interface BinSummary {
  /** (lower, upper]; the first bin also holds its lower edge. */
  readonly lower: number;
  readonly upper: number;
  readonly count: number;
  readonly correct: number;
  /** Fractions; null in an empty bin, which is drawn as nothing. */
  readonly accuracy: number | null;
  readonly confidence: number | null;
  /** 95 % bootstrap interval of the accuracy; null in an empty bin. */
  readonly accuracyInterval: Interval | null;
}

export interface SummaryOptions extends BinChoice {
  /** Logits are divided by it; 1 leaves them as they are. */
  readonly temperature: number;
  /** Bootstrap draws for the intervals; 0 skips them (null intervals). */
  readonly draws: number;
  /** Splits with different numbers draw different resamples; 0 by default. */
  readonly set?: number;
  /** Metrics of the registry beyond those that every summary has, by id; none by default. */
  readonly metrics?: MetricChoice;
}

/** Ids of the registry; what this lab has no metric for is left out of the answer. */
export type MetricChoice = readonly string[] | 'all';

export interface EvaluationSummary {
  readonly n: number;
  readonly temperature: number;
  readonly binCount: number;
  readonly binning: Binning;
  readonly accuracy: number;
  readonly accuracyInterval: Interval | null;
  readonly ece: number;
  readonly eceInterval: Interval | null;
  /** ECE that a perfectly calibrated model would show at this n and these confidences. */
  readonly noiseFloor: number;
  readonly meanConfidence: number;
  /** Mean confidence minus accuracy: positive is over-confident. */
  readonly signedGap: number;
  /** ECE = over part + under part. */
  readonly overconfidentPart: number;
  readonly underconfidentPart: number;
  readonly nll: number;
  readonly brier: number;
  /** What else was asked for, by metric; NaN is "no data". Absent if nothing was. */
  readonly metrics?: Readonly<Record<string, number>>;
  readonly bins: readonly BinSummary[];
}

/** Summaries of one method at one step: one per split, without and with temperature scaling. */
export interface SplitResult {
  readonly splitId: string;
  readonly role: 'val' | 'id' | 'ood';
  readonly raw: EvaluationSummary;
  readonly scaled: EvaluationSummary;
}

export interface MethodResult {
  readonly methodId: string;
  /** Weight of the fine-tuned model, for interpolation views. */
  readonly alpha?: number;
  readonly step: number;
  readonly scope: 'live' | 'full';
  /** Fitted on the validation split. */
  readonly temperature: number;
  /** The fit hit the end of its range: the optimum is not finite or not to be trusted. */
  readonly temperatureAtBound: boolean;
  /** 95 %, over other validation images; absent where it is not known, null where there is none. */
  readonly temperatureInterval?: Interval | null;
  readonly splits: readonly SplitResult[];
  readonly row: TableRow;
}

/** One row of the paper's table; OOD values are unweighted means over the OOD splits; fractions 0..1. */
export interface TableRow {
  readonly idAcc: number;
  readonly oodAcc: number;
  readonly idEce: number;
  readonly oodEce: number;
  readonly idEceTs: number;
  readonly oodEceTs: number;
  readonly temperature: number;
}

/** First minus second of two evaluations of the same images. */
export interface Difference {
  /** Of ECEs that of the cross-fitted ones, without what chance adds: see `eceDifference`. */
  readonly value: number;
  /** 95 %, paired; spans 0 where the images cannot tell the two apart. Null where there is none. */
  readonly interval: Interval | null;
}

/** Differences in chosen columns, by `columnKey`; OOD values are means over the OOD splits. */
export type ResultDifference = Readonly<Record<string, Difference>>;

/** ECE after temperature scaling minus ECE before, on the same images. */
export interface ScalingDifference {
  readonly id: Difference;
  readonly ood: Difference;
}

/** One test set under the published estimator of the ECE. */
export interface BatchedSet {
  readonly splitId: string;
  readonly role: 'id' | 'ood';
  readonly n: number;
  /** By batch size, increasing; the last is all images at once. Empty without images. */
  readonly sizes: readonly BatchedEce[];
}
