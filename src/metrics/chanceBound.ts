/** What is needed of a bin: how many images, and their mean confidence. */
export interface ChanceBin {
  readonly count: number;
  /** Mean confidence; null in an empty bin. */
  readonly confidence: number | null;
}

/** 95th percentile of a standard normal. */
const z95 = 1.6448536269514722;

/**
 * Standard deviation of the ECE of a perfectly calibrated model with these bins.
 *
 *   √( (1 − 2/π) · Σ_b n_b c_b (1 − c_b) ) / N
 *
 * The number correct in a bin is taken as normal, as for `noiseFloor`, and every image of a bin as
 * having its mean confidence, which makes it a little too large.
 *
 * @returns a fraction; NaN without samples
 */
export function chanceSpread(bins: readonly ChanceBin[]): number {
  let [variance, n] = [0, 0];
  for (const { count, confidence } of bins) {
    n += count;
    if (confidence !== null) variance += count * confidence * (1 - confidence);
  }
  return Math.sqrt((1 - 2 / Math.PI) * variance) / n;
}

/**
 * The ECE that 95 % of perfectly calibrated models stay below: only beyond it is an ECE told from 0.
 * The noise floor alone, their mean, is passed by about half of them.
 *
 * @param floor  noise floor; over several sets, the mean of theirs
 * @param spread chanceSpread; of a mean of k independent sets √(Σ spread²)/k
 */
export const chanceBound = (floor: number, spread: number): number => floor + z95 * spread;
