import { checkEvaluation } from './evaluation.ts';

/** 97.5th percentile of the standard normal. */
const z = 1.959963984540054;

/**
 * A 95 % interval of a fitted temperature: what other validation samples would change.
 *
 * T* is the zero of the mean of sᵢ(β) = E_p[z] − z_y at β = 1/T, an M-estimator. With J = mean Var_p[z],
 * the slope of that mean, and K = mean s², the standard error of β is √(K/n)/J; the interval is taken
 * on log T, where it is even: T·exp(±1.96·se(β)·T).
 *
 * @param logits      [n, C] row-major, those that T* was fitted on
 * @param labels      [n] class indices
 * @param temperature T*, at an optimum within the range of the fit
 * @returns null without samples, or where the logits do not depend on the class
 * @throws RangeError if the lengths do not fit or a label is no class
 *
 * Source: Huber 1967 (sandwich variance); the temperature of Guo et al. 2017, arXiv:1706.04599.
 */
export function temperatureInterval(
  logits: ArrayLike<number>,
  labels: ArrayLike<number>,
  classCount: number,
  temperature: number,
): readonly [low: number, high: number] | null {
  checkEvaluation(logits, labels, classCount);
  const n = labels.length;
  let slope = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const row = i * classCount;
    let top = Number.NEGATIVE_INFINITY;
    for (let k = row; k < row + classCount; k++) top = Math.max(top, logits[k]!);
    let [sum, first, second] = [0, 0, 0];
    for (let k = row; k < row + classCount; k++) {
      const below = logits[k]! - top;
      const weight = Math.exp(below / temperature);
      if (!(weight > 0)) continue;
      sum += weight;
      first += weight * below;
      second += weight * below * below;
    }
    const mean = first / sum;
    slope += second / sum - mean * mean;
    squares += (mean + top - logits[row + labels[i]!]!) ** 2;
  }
  const error = (Math.sqrt(squares) / slope) * temperature;
  if (!Number.isFinite(error)) return null;
  return [temperature * Math.exp(-z * error), temperature * Math.exp(z * error)];
}
