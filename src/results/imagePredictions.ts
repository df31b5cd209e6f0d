import { argmax } from '../math/argmax.ts';
import { logSumExp } from '../metrics/softmax.ts';
import { topLabel } from '../metrics/topLabel.ts';

/** What a method said of each image of one evaluation. */
export interface ImagePredictions {
  readonly n: number;
  /** [n] class index: the first largest logit, whatever the temperature. */
  readonly predicted: Int32Array;
  /** [n] max softmax at the temperature; NaN where the logits are not finite. */
  readonly confidence: Float64Array;
  /** [n] 1 where the prediction is the label. */
  readonly correct: Uint8Array;
}

/**
 * The answer to each image; confidence and correctness are those of `topLabel`, so that a list of
 * images and the diagram above it count alike.
 *
 * @param logits [n, C] row-major
 * @param labels [n] class indices
 */
export function imagePredictions(
  logits: ArrayLike<number>,
  labels: ArrayLike<number>,
  classCount: number,
  temperature = 1,
): ImagePredictions {
  const { n, confidence, correct } = topLabel(logits, labels, classCount, temperature);
  const predicted = new Int32Array(n).map((_, i) => argmax(logits, i * classCount, classCount));
  return { n, predicted, confidence, correct };
}

/**
 * Probability of one class in one row: exp(z_k/T − lse(z/T)).
 * @param row number of the image among the n
 */
export function classProbability(
  logits: ArrayLike<number>,
  row: number,
  classIndex: number,
  classCount: number,
  temperature = 1,
): number {
  const start = row * classCount;
  const normaliser = logSumExp(logits, start, classCount, temperature);
  return Math.exp(logits[start + classIndex]! / temperature - normaliser);
}

export interface ClassProbability {
  readonly classIndex: number;
  readonly probability: number;
}

/** The most probable classes of one row, surest first; of equals the first. Removed ones are none. */
export function topClasses(
  logits: ArrayLike<number>,
  row: number,
  classCount: number,
  temperature: number,
  count: number,
): readonly ClassProbability[] {
  const start = row * classCount;
  const normaliser = logSumExp(logits, start, classCount, temperature);
  return Array.from({ length: classCount }, (_, classIndex) => classIndex)
    .filter((k) => logits[start + k] !== Number.NEGATIVE_INFINITY)
    .sort((a, b) => logits[start + b]! - logits[start + a]!)
    .slice(0, count)
    .map((classIndex) => ({
      classIndex,
      probability: Math.exp(logits[start + classIndex]! / temperature - normaliser),
    }));
}
