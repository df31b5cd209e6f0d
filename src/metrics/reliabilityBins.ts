import { binIndex, type UpperEdges } from './binEdges.ts';
import type { TopLabel } from './topLabel.ts';

/**
 * Sums over the samples of each bin: the mergeable form of every binned metric. All arrays are [K].
 */
export interface ReliabilityBins {
  readonly upperEdges: UpperEdges;
  readonly count: Float64Array;
  readonly correct: Float64Array;
  readonly confidenceSum: Float64Array;
  /** Σ conf·(1 − conf): variance of the number correct, were the model calibrated. */
  readonly varianceSum: Float64Array;
}

/** Sorts samples into bins by confidence. Empty bins keep count 0 and weigh nothing in any metric. */
export function reliabilityBins(top: TopLabel, upperEdges: UpperEdges): ReliabilityBins {
  const bins = emptyBins(upperEdges);
  for (let i = 0; i < top.n; i++) {
    const confidence = top.confidence[i]!;
    const b = binIndex(confidence, upperEdges);
    bins.count[b]! += 1;
    bins.correct[b]! += top.correct[i]!;
    bins.confidenceSum[b]! += confidence;
    bins.varianceSum[b]! += confidence * (1 - confidence);
  }
  return bins;
}

/**
 * Bins of two disjoint sets of samples as one.
 * @throws RangeError unless both have the same edges
 */
export function mergeBins(a: ReliabilityBins, b: ReliabilityBins): ReliabilityBins {
  const { upperEdges } = a;
  const same =
    upperEdges.length === b.upperEdges.length &&
    upperEdges.every((edge, index) => edge === b.upperEdges[index]);
  if (!same) throw new RangeError('Bins with different edges cannot be merged');
  const add = (left: Float64Array, right: Float64Array) =>
    left.map((value, index) => value + right[index]!);
  return {
    upperEdges,
    count: add(a.count, b.count),
    correct: add(a.correct, b.correct),
    confidenceSum: add(a.confidenceSum, b.confidenceSum),
    varianceSum: add(a.varianceSum, b.varianceSum),
  };
}

/** Number of samples in all bins. */
export function sampleCount(bins: ReliabilityBins): number {
  return bins.count.reduce((sum, count) => sum + count, 0);
}

function emptyBins(upperEdges: UpperEdges): ReliabilityBins {
  const zeros = () => new Float64Array(upperEdges.length);
  return {
    upperEdges,
    count: zeros(),
    correct: zeros(),
    confidenceSum: zeros(),
    varianceSum: zeros(),
  };
}
