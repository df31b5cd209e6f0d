import type { BinChoice } from '../metrics/binEdges.ts';
import type { SmoothReliability } from '../metrics/smoothReliability.ts';
import type { EvaluationSummary, Interval } from './types.ts';

/**
 * Some images of a set, chosen by what does not depend on whether the method's answer is right: among
 * those that are wrong, say, every accuracy is 0.
 */
export type ImageGroup =
  | { readonly kind: 'all' }
  /** Those of some true classes. */
  | { readonly kind: 'classes'; readonly labels: readonly number[] }
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
