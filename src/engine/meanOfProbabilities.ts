/**
 * The mean of the probabilities of two models, as logits: log ½(softmax a + softmax b). Both may leave
 * the same classes out (−Infinity), which then stay out.
 *
 * @param a, b [n, C] row-major
 * @returns [n, C]; its softmax is the mean
 */
export function meanOfProbabilities(
  a: Float32Array,
  b: Float32Array,
  classCount: number,
): Float32Array<ArrayBuffer> {
  const mean = new Float32Array(a.length);
  for (let start = 0; start < a.length; start += classCount) {
    const [p, q] = [a, b].map((logits) => logSoftmax(logits, start, classCount));
    for (let k = 0; k < classCount; k++) {
      const [x, y] = [p![k]!, q![k]!];
      const top = Math.max(x, y);
      const sum = Math.exp(x - top) + Math.exp(y - top);
      mean[start + k] = top === -Infinity ? -Infinity : top + Math.log(sum / 2);
    }
  }
  return mean;
}

function logSoftmax(logits: Float32Array, start: number, classCount: number): readonly number[] {
  const row = Array.from(logits.subarray(start, start + classCount));
  const top = Math.max(...row);
  const logSum = top + Math.log(row.reduce((sum, z) => sum + Math.exp(z - top), 0));
  return row.map((z) => z - logSum);
}
