import type { MethodResult, SplitResult } from './types.ts';

/** Proper scores that every summary has: NLL in nats, and the Brier score. */
export type ProperScore = 'nll' | 'brier';

/** A mean proper score as a sum of two: `mended + stays` is that of the model as it is. */
export interface ScoreSplit {
  /** What dividing the logits by T* takes away; negative where it makes things worse. */
  readonly mended: number;
  /** What is left at T*: no single number for all images takes away any of it. */
  readonly stays: number;
}

/**
 * The split of a mean proper score over the sets of a role by temperature scaling.
 *
 *   score = (score − score_T*) + score_T*
 *
 * Where T* is fitted on the very images, the first part of the NLL is what calibration by one number is
 * worth and the second bounds the refinement from above; of the Brier score nearly so, since T* is
 * fitted to the NLL. T* comes from ID validation, so on other sets the first part is what such a T* is
 * worth there, and may be negative.
 *
 * @returns NaN, meaning "no data", without a set of the role
 *
 * Source: Berta et al. 2025, arXiv:2501.19195, with temperature scaling for the set of recalibration maps.
 */
export function scoreSplit(
  { splits }: Pick<MethodResult, 'splits'>,
  role: SplitResult['role'],
  score: ProperScore,
): ScoreSplit {
  const own = splits.filter((split) => split.role === role);
  const mean = (of: (split: SplitResult) => number) =>
    own.reduce((sum, split) => sum + of(split), 0) / own.length;
  return {
    mended: mean(({ raw, scaled }) => raw[score] - scaled[score]),
    stays: mean(({ scaled }) => scaled[score]),
  };
}
