import type { CalibratorInfo } from '../posthoc/calibrator.ts';
import type { PosthocNumbers } from './posthocNumbers.ts';
import type { ProperScore, ScoreSplit } from './scoreSplit.ts';

export interface PosthocSplit extends ScoreSplit {
  /** The calibrator that leaves the least; null where none mends any of it. */
  readonly by: CalibratorInfo | null;
}

/**
 * The split of a proper score by the calibrator that leaves the least of it, the oracle left out:
 *
 *   score = (score − min_g score_g) + min_g score_g
 *
 * The first part bounds from below what calibration costs, the second bounds the refinement from above,
 * but for the choice of the least, which is made on the same images and so a little too good.
 *
 * @param numbersOf what a set comes to after a calibrator, or after none under null; null before it is known
 * @returns null before all of them are known
 *
 * Source: Berta et al. 2025, arXiv:2501.19195.
 */
export function posthocSplit(
  calibrators: readonly CalibratorInfo[],
  numbersOf: (id: string | null) => PosthocNumbers | null,
  score: ProperScore,
): PosthocSplit | null {
  const plain = numbersOf(null)?.[score];
  if (plain === undefined || calibrators.length === 0) return null;
  let [by, stays]: [CalibratorInfo | null, number] = [null, plain];
  for (const calibrator of calibrators) {
    const after = numbersOf(calibrator.id)?.[score];
    if (after === undefined) return null;
    if (!calibrator.oracle && after < stays) [by, stays] = [calibrator, after];
  }
  return { by, mended: by ? plain - stays : 0, stays };
}
