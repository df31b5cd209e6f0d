import type { BinChoice } from '../metrics/binEdges.ts';
import type { GroupOptions, GroupReliability } from './imageGroup.ts';
import type { CalibratorSaid, PosthocOptions, PosthocRow } from './posthocTypes.ts';
import type { TableColumn } from './tableColumns.ts';
import type {
  BatchedSet,
  MethodResult,
  MetricChoice,
  ResultDifference,
  ScalingDifference,
} from './types.ts';

/** Logits of one method on one split. */
export interface SplitLogits {
  readonly splitId: string;
  readonly role: 'val' | 'id' | 'ood';
  /** [n, C] row-major. */
  readonly logits: Float32Array;
  /** [n] class indices. */
  readonly labels: Int32Array;
  /** [n] positions of the images within the split; all of it, in order, where they are absent. */
  readonly indices?: Int32Array;
}

/** All that is known of one method at one step, before any number is computed from it. */
export interface MethodLogits {
  readonly methodId: string;
  /** Weight of the fine-tuned model, for interpolation views. */
  readonly alpha?: number;
  readonly step: number;
  readonly scope: 'live' | 'full';
  readonly classCount: number;
  readonly splits: readonly SplitLogits[];
}

export interface ResultOptions extends BinChoice {
  /** Bootstrap draws for the intervals; 0 skips them. */
  readonly draws: number;
  /** What the scaled summaries are divided by: a number, or the temperature fitted on validation (default). */
  readonly temperature?: number | 'own';
  /** Metrics beyond those that every summary has; none by default. */
  readonly metrics?: MetricChoice;
}

export interface DifferenceOptions extends BinChoice {
  /** Bootstrap draws for the intervals; 0 skips all intervals. */
  readonly draws: number;
  /** What is compared; columns of metrics that this lab does not have are left out. */
  readonly columns: readonly TableColumn[];
}

/** How rows of images are written. */
export interface RowsWish {
  readonly classNames: readonly string[];
  /** Whether the rows hold the logits too. */
  readonly logits: boolean;
}

/** The statistics worker, as the page calls it. Arguments are copied, so the page keeps its own. */
export interface StatsApi {
  /** Keeps an evaluation. Under a key in use, its splits join those kept, replacing equal ids. */
  put(key: string, evaluation: MethodLogits): Promise<void>;
  /** @throws Error if nothing is kept under the key */
  result(key: string, options: ResultOptions): Promise<MethodResult>;
  /**
   * First minus second, column by column, with paired intervals. Both must hold the same images in
   * the same order, which is for the caller to see to.
   * @throws Error if nothing is kept under a key, RangeError if the splits differ in size
   */
  difference(first: string, second: string, options: DifferenceOptions): Promise<ResultDifference>;
  /** What the method's own temperature does to its ECE. @throws Error if nothing is kept under the key */
  scaling(key: string, options: Omit<DifferenceOptions, 'columns'>): Promise<ScalingDifference>;
  /** A row per image, CSV in pieces. @throws Error if nothing is kept under the key */
  rows(key: string, wish: RowsWish): Promise<readonly string[]>;
  /** The calibrators there are, for an evaluation's number of classes. @throws Error if nothing is kept under the key */
  calibrators(key: string): Promise<readonly CalibratorSaid[]>;
  /** Every test set after one of them, or after none. @throws Error if nothing is kept under the key */
  posthoc(key: string, id: string | null, options: PosthocOptions): Promise<PosthocRow>;
  /** Reliability of some of its images, with bins and without. @throws Error if nothing is kept under a key */
  group(key: string, options: GroupOptions): Promise<GroupReliability>;
  /** The published ECE of every test set by batch size. @throws Error if nothing is kept under the key */
  batches(key: string, binCount: number): Promise<readonly BatchedSet[]>;
  /** Forgets every evaluation whose key begins so; the empty string forgets all. */
  drop(prefix: string): Promise<void>;
}
