import { argmax } from '../math/argmax.ts';

/** What the binned metrics need of an evaluation: the top prediction of each sample. */
export interface TopLabel {
  readonly n: number;
  /** [n] max softmax, 1/C … 1. */
  readonly confidence: Float64Array;
  /** [n] 1 where the prediction is the label, else 0. */
  readonly correct: Uint8Array;
}

/**
 * Confidence and correctness of the top class of each sample.
 *
 *   prediction = first argmax of z;   confidence = max softmax(z / T) = 1 / Σ_k exp((z_k − max z) / T)
 *
 * The prediction is taken from the logits themselves, so no temperature can change it. A row with
 * NaN or +Infinity (a run that diverged) has confidence NaN and counts as wrong. −Infinity removes a
 * class from its row, as evaluation sets with fewer classes need.
 *
 * @param logits [n, C] row-major
 * @param labels [n] class indices
 */
export function topLabel(
  logits: ArrayLike<number>,
  labels: ArrayLike<number>,
  classCount: number,
  temperature = 1,
): TopLabel {
  const n = labels.length;
  const confidence = new Float64Array(n);
  const correct = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const row = i * classCount;
    const best = argmax(logits, row, classCount);
    const top = logits[row + best]!;
    let sum = 0;
    for (let k = 0; k < classCount; k++) sum += Math.exp((logits[row + k]! - top) / temperature);
    confidence[i] = 1 / sum;
    correct[i] = best === labels[i] && sum >= 1 ? 1 : 0;
  }
  return { n, confidence, correct };
}
