/**
 * Class probabilities of each row, in double precision.
 *
 *   p_k = exp(z_k/T − lse(z/T))
 *
 * @param logits [n, C] row-major
 * @returns [n, C], rows sum to 1
 */
export function softmax(
  logits: ArrayLike<number>,
  classCount: number,
  temperature = 1,
): Float64Array {
  const probabilities = new Float64Array(logits.length);
  for (let row = 0; row < logits.length; row += classCount) {
    const normaliser = logSumExp(logits, row, classCount, temperature);
    for (let k = row; k < row + classCount; k++) {
      probabilities[k] = Math.exp(logits[k]! / temperature - normaliser);
    }
  }
  return probabilities;
}

/**
 * log Σ_k exp(z_k / T) over one row, the largest term taken out first.
 *
 * @param start position of the row's first logit
 */
export function logSumExp(
  logits: ArrayLike<number>,
  start: number,
  classCount: number,
  temperature = 1,
): number {
  let top = Number.NEGATIVE_INFINITY;
  for (let k = start; k < start + classCount; k++) top = Math.max(top, logits[k]!);
  let sum = 0;
  for (let k = start; k < start + classCount; k++)
    sum += Math.exp((logits[k]! - top) / temperature);
  return top / temperature + Math.log(sum);
}
