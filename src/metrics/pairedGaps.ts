import { binIndex, type UpperEdges } from './binEdges.ts';
import type { TopLabel } from './topLabel.ts';

/** One of two evaluations of the same images in the same order. */
export interface BinnedSide {
  readonly top: TopLabel;
  readonly upperEdges: UpperEdges;
}

/** Gaps of the bins of two evaluations, the first one's before the second one's, and their noise. */
export interface PairedGaps {
  /** [K₁ + K₂] Σ (conf − correct)/n over each bin. */
  readonly gap: Float64Array;
  /** [K₁ + K₂]² row-major: covariance of the gaps when n images are drawn anew. */
  readonly covariance: Float64Array;
}

/**
 * Gaps of the bins of both sides, with a covariance that knows that the images are the same.
 *
 * Correlations are the measured ones. A variance is the measured one or that of the number of correct
 * answers, whichever is larger: in a bin of 50 answers that are all right, confidences of .99 leave no
 * measured spread, yet an error was about as likely as not. That accuracy counts one answer more than
 * there are, of the bin's mean confidence.
 */
export function pairedGaps(first: BinnedSide, second: BinnedSide): PairedGaps {
  const { n } = first.top;
  const sides = [first, second] as const;
  const offsets = [0, first.upperEdges.length] as const;
  const size = first.upperEdges.length + second.upperEdges.length;
  const gap = new Float64Array(size);
  const count = new Float64Array(size);
  const correct = new Float64Array(size);
  const confidence = new Float64Array(size);
  const covariance = new Float64Array(size * size);
  for (let i = 0; i < n; i++) {
    const [a, b] = sides.map(
      ({ top, upperEdges }, side) => offsets[side]! + binIndex(top.confidence[i]!, upperEdges),
    ) as [number, number];
    const [x, y] = sides.map(({ top }) => top.confidence[i]! - top.correct[i]!) as [number, number];
    for (const [bin, excess, side] of [
      [a, x, 0],
      [b, y, 1],
    ] as const) {
      const { top } = sides[side];
      gap[bin]! += excess / n;
      count[bin]! += 1;
      correct[bin]! += top.correct[i]!;
      confidence[bin]! += top.confidence[i]!;
      covariance[bin * size + bin]! += excess ** 2 / n;
    }
    covariance[a * size + b]! += (x * y) / n;
    covariance[b * size + a]! += (x * y) / n;
  }
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      covariance[i * size + j]! = (covariance[i * size + j]! - gap[i]! * gap[j]!) / n;
    }
  }
  const stretch = gap.map((_, bin) => {
    const measured = covariance[bin * size + bin]!;
    if (!(measured > 0)) return 0;
    const accuracy = (correct[bin]! + confidence[bin]! / count[bin]!) / (count[bin]! + 1);
    const ofAnswers = (count[bin]! * accuracy * (1 - accuracy)) / n ** 2;
    return Math.sqrt(Math.max(measured, ofAnswers) / measured);
  });
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) covariance[i * size + j]! *= stretch[i]! * stretch[j]!;
  }
  return { gap, covariance };
}
