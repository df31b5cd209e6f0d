import { equalWidthEdges } from './binEdges.ts';
import { ece } from './ece.ts';
import { reliabilityBins } from './reliabilityBins.ts';
import type { TopLabel } from './topLabel.ts';

/**
 * ECE as the released CaRot code prints it: computed per batch and averaged by batch size.
 *
 * Never below the ECE over all samples, and far above it for small batches; kept to compare with
 * published numbers, not to judge a model. A fraction; NaN without samples.
 */
export function batchAveragedEce(top: TopLabel, batchSize: number, binCount: number): number {
  const edges = equalWidthEdges(binCount);
  let sum = 0;
  for (let start = 0; start < top.n; start += batchSize) {
    const confidence = top.confidence.subarray(start, start + batchSize);
    const correct = top.correct.subarray(start, start + batchSize);
    const n = confidence.length;
    sum += n * ece(reliabilityBins({ n, confidence, correct }, edges));
  }
  return sum / top.n;
}

/**
 * ECE with the bins of the torchmetrics package: [b/n, (b + 1)/n) and one more for confidence 1.
 * Differs from `ece` only where a confidence lies on an edge. A fraction; NaN without samples.
 */
export function torchmetricsEce(top: TopLabel, binCount: number): number {
  const edges = equalWidthEdges(binCount);
  const excess = new Float64Array(binCount + 1);
  for (let i = 0; i < top.n; i++) {
    const confidence = top.confidence[i]!;
    const above = edges.findIndex((edge) => confidence < edge);
    excess[above < 0 ? binCount : above]! += confidence - top.correct[i]!;
  }
  return excess.reduce((sum, value) => sum + Math.abs(value), 0) / top.n;
}

export interface BatchedEce {
  readonly batchSize: number;
  /** `batchAveragedEce`, a fraction. */
  readonly ece: number;
}

/**
 * The same at batch sizes 8, 16, 32 … below n, and of all samples at once last: how the estimate grows
 * as batches shrink. Samples are taken in the order in which they stand. Empty without samples.
 */
export function eceByBatchSize(top: TopLabel, binCount: number): readonly BatchedEce[] {
  const sizes: number[] = [];
  for (let size = 8; size < top.n; size *= 2) sizes.push(size);
  if (top.n > 0) sizes.push(top.n);
  return sizes.map((batchSize) => ({ batchSize, ece: batchAveragedEce(top, batchSize, binCount) }));
}
