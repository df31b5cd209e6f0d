import { logSumExp } from '../metrics/softmax.ts';

/**
 * Log-probabilities of each row, log softmax(z / T), in double precision.
 *
 * @param logits [n, C] row-major
 * @returns [n, C]
 */
export function logProbabilities(
  logits: ArrayLike<number>,
  classCount: number,
  temperature = 1,
): Float64Array {
  const result = new Float64Array(logits.length);
  for (let row = 0; row < logits.length; row += classCount) {
    const normaliser = logSumExp(logits, row, classCount, temperature);
    for (let k = row; k < row + classCount; k++) result[k] = logits[k]! / temperature - normaliser;
  }
  return result;
}

/**
 * Mean cross-entropy of softmax(scores) and its gradient in the scores.
 *
 * @param scores [n, C]; overwritten by (p − 1[y = k]) / n
 * @returns nats
 */
export function crossEntropy(
  scores: Float64Array,
  labels: ArrayLike<number>,
  classCount: number,
): number {
  const n = labels.length;
  let loss = 0;
  for (let i = 0; i < n; i++) {
    const row = i * classCount;
    const normaliser = logSumExp(scores, row, classCount);
    loss += normaliser - scores[row + labels[i]!]!;
    for (let k = row; k < row + classCount; k++) {
      scores[k] = Math.exp(scores[k]! - normaliser) / n;
    }
    scores[row + labels[i]!]! -= 1 / n;
  }
  return loss / n;
}
