import { type TopLabel, topLabel } from './topLabel.ts';

/** Logits and labels of one set of samples, checked, with the top prediction of each. */
export interface Evaluation {
  readonly n: number;
  readonly classCount: number;
  /** [n, C] row-major, not yet divided by `temperature`. */
  readonly logits: ArrayLike<number>;
  /** [n] class indices. */
  readonly labels: ArrayLike<number>;
  readonly temperature: number;
  readonly top: TopLabel;
}

/**
 * Makes the input of every metric.
 *
 * @param logits [n, C] row-major; borrowed
 * @param labels [n] class indices; borrowed
 * @throws RangeError if the lengths do not fit, a label is no class, or the temperature is not positive
 */
export function evaluation(
  logits: ArrayLike<number>,
  labels: ArrayLike<number>,
  classCount: number,
  temperature = 1,
): Evaluation {
  checkEvaluation(logits, labels, classCount);
  if (!(temperature > 0 && temperature < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`The temperature must be a positive number, got ${temperature}`);
  }
  const top = topLabel(logits, labels, classCount, temperature);
  return { n: labels.length, classCount, logits, labels, temperature, top };
}

/** @throws RangeError unless logits are [n, C] and every label is a whole number in 0 … C − 1 */
export function checkEvaluation(
  logits: ArrayLike<number>,
  labels: ArrayLike<number>,
  classCount: number,
): void {
  if (!Number.isInteger(classCount) || classCount < 1) {
    throw new RangeError(`The number of classes must be a whole number ≥ 1, got ${classCount}`);
  }
  if (logits.length !== labels.length * classCount) {
    throw new RangeError(
      `${labels.length} labels of ${classCount} classes need ${labels.length * classCount} logits, got ${logits.length}`,
    );
  }
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    if (!Number.isInteger(label) || label < 0 || label >= classCount) {
      throw new RangeError(`Label ${label} of sample ${i} is none of the ${classCount} classes`);
    }
  }
}
