import { checkEvaluation } from './evaluation.ts';

export const MIN_TEMPERATURE = 0.05;
export const MAX_TEMPERATURE = 20;
/** Halves ln(20 / 0.05) ≈ 6 to below 1e-11. */
const BISECTIONS = 40;

export interface TemperatureFit {
  readonly temperature: number;
  /** The optimum lies at or beyond the end of the range, or does not exist; do not trust the fit. */
  readonly atBound: boolean;
}

/**
 * The temperature with the least mean negative log-likelihood of softmax(z / T).
 *
 *   T* = argmin_T mean(lse(z/T) − z_y/T),   T in [0.05, 20]
 *
 * Convex in β = 1/T: bisection on log β for the zero of mean(E_p[z] − z_y). Separable data has no
 * finite optimum and ends at the lower bound; logits that do not depend on the class have none at
 * all and give T = 1, as do logits that are not finite. Fit on the validation split, never on a test split.
 *
 * @param logits [n, C] row-major
 * @param labels [n] class indices
 * @returns NaN, meaning "no data", without samples
 * @throws RangeError if the lengths do not fit or a label is no class
 *
 * Source: Guo et al. 2017, arXiv:1706.04599, section 4.2.
 */
export function fitTemperature(
  logits: ArrayLike<number>,
  labels: ArrayLike<number>,
  classCount: number,
): TemperatureFit {
  checkEvaluation(logits, labels, classCount);
  if (labels.length === 0) return { temperature: Number.NaN, atBound: true };
  const slopeAt = (beta: number) => nllSlope(logits, labels, classCount, beta);

  const slopeAtHottest = slopeAt(1 / MAX_TEMPERATURE);
  const slopeAtColdest = slopeAt(1 / MIN_TEMPERATURE);
  const flat = slopeAtHottest === 0 && slopeAtColdest === 0;
  if (flat || !Number.isFinite(slopeAtHottest)) return { temperature: 1, atBound: true };
  if (slopeAtHottest >= 0) return { temperature: MAX_TEMPERATURE, atBound: true };
  if (slopeAtColdest <= 0) return { temperature: MIN_TEMPERATURE, atBound: true };

  let low = -Math.log(MAX_TEMPERATURE);
  let high = -Math.log(MIN_TEMPERATURE);
  for (let i = 0; i < BISECTIONS; i++) {
    const middle = (low + high) / 2;
    if (slopeAt(Math.exp(middle)) > 0) high = middle;
    else low = middle;
  }
  return { temperature: Math.exp(-(low + high) / 2), atBound: false };
}

/** Derivative of the mean negative log-likelihood in β: mean(E_p[z] − z_y), p = softmax(βz). */
function nllSlope(
  logits: ArrayLike<number>,
  labels: ArrayLike<number>,
  classCount: number,
  beta: number,
): number {
  let slope = 0;
  for (let i = 0; i < labels.length; i++) {
    const row = i * classCount;
    let top = Number.NEGATIVE_INFINITY;
    for (let k = row; k < row + classCount; k++) top = Math.max(top, logits[k]!);
    let weights = 0;
    let weighted = 0;
    for (let k = row; k < row + classCount; k++) {
      const below = logits[k]! - top;
      const weight = Math.exp(beta * below);
      weights += weight;
      if (weight > 0) weighted += weight * below;
    }
    slope += weighted / weights + top - logits[row + labels[i]!]!;
  }
  return slope / labels.length;
}
