import type { BinChoice } from '../metrics/binEdges.ts';
import type { SmoothReliability } from '../metrics/smoothReliability.ts';
import type { EvaluationSummary, Interval } from './types.ts';

/**
 * Some images of a set, chosen by what a model says of them and never by what they are: a calibrated
 * model is calibrated in each of these groups, while of the images of one true class, or of those that
 * are wrong, even its accuracy is another thing.
 *
 * Source: Gupta and Ramdas 2022, arXiv:2107.08353 (calibration conditional on the predicted class).
 */
export type ImageGroup =
  | { readonly kind: 'all' }
  /** Those that the evaluation itself answers with one of some classes. */
  | { readonly kind: 'answers'; readonly classes: readonly number[] }
  /** Those that another evaluation answers with a confidence in (low, high] at a temperature. */
  | {
      readonly kind: 'sure';
      readonly key: string;
      readonly temperature: number;
      readonly range: Interval;
    };

export interface GroupOptions extends BinChoice {
  readonly temperature: number;
  /** Bootstrap draws for the intervals; 0 skips them. */
  readonly draws: number;
  /** Sets whose images are taken together, each image counting once. */
  readonly splitIds: readonly string[];
  readonly group: ImageGroup;
}

/** What a reliability diagram of a group of images shows, with bins and without. */
export interface GroupReliability {
  readonly summary: EvaluationSummary;
  readonly smooth: SmoothReliability;
}

/** Whether a confidence lies in (low, high]; 0 holds it all, as a diagram's first bin does. */
export function isWithin(confidence: number, [low, high]: Interval): boolean {
  if (low <= 0 && !(confidence > high)) return true;
  return confidence > low && confidence <= high;
}
