import { softmax } from '../metrics/softmax.ts';
import type { Fitted, LabelledLogits } from './calibrator.ts';

/** A map of one class's probability to how often that class is right; both in 0 … 1. */
export type BinaryMap = (probability: number) => number;

/** Fits such a map on probabilities [n] and 0/1 outcomes [n]. */
export type FitBinary = (probability: Float64Array, outcome: Uint8Array) => BinaryMap;

/**
 * A map for each class against all others, and each row divided by its sum. A row whose classes are
 * all mapped to 0 becomes uniform. The result is mixed with the uniform distribution at weight
 * 1/(n + 1), n images fitted, since a probability of 0 makes the NLL infinite once it is wrong.
 *
 * A class of which the images have none is mapped to what the map says of no outcome at all: 0.
 *
 * Source: Zadrozny and Elkan 2002; Guo et al. 2017, section 4.2; the mixture: Berta et al. 2025,
 * arXiv:2501.19195.
 */
export function fitOneVsRest(set: LabelledLogits, fitBinary: FitBinary): Fitted {
  const { labels, classCount } = set;
  const n = labels.length;
  const probabilities = softmax(set.logits, classCount);
  const maps = Array.from({ length: classCount }, (_, k) =>
    fitBinary(
      Float64Array.from({ length: n }, (__, i) => probabilities[i * classCount + k]!),
      Uint8Array.from({ length: n }, (__, i) => (labels[i] === k ? 1 : 0)),
    ),
  );
  const apply = (logits: ArrayLike<number>) => {
    const mapped = softmax(logits, classCount);
    for (let row = 0; row < mapped.length; row += classCount) {
      let sum = 0;
      let offered = 0;
      for (let k = 0; k < classCount; k++) {
        if (logits[row + k] === Number.NEGATIVE_INFINITY) continue;
        offered += 1;
        mapped[row + k] = maps[k]!(mapped[row + k]!);
        sum += mapped[row + k]!;
      }
      for (let k = row; k < row + classCount; k++) {
        if (logits[k] === Number.NEGATIVE_INFINITY) {
          mapped[k] = Number.NEGATIVE_INFINITY;
          continue;
        }
        const share = sum > 0 ? mapped[k]! / sum : 1 / offered;
        mapped[k] = Math.log((n * share + 1 / offered) / (n + 1));
      }
    }
    return mapped;
  };
  return { atBound: false, apply };
}
