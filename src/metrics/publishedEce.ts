import { binIndex, equalWidthEdges } from './binEdges.ts';
import type { Metric } from './metric.ts';
import type { TopLabel } from './topLabel.ts';

/** Images a batch of the released code's evaluation. */
export const publishedBatchSize = 512;

/** [n] the bin of each sample, of equal width. */
function binOfEach(top: TopLabel, binCount: number): Uint32Array {
  const edges = equalWidthEdges(binCount);
  return Uint32Array.from(top.confidence, (confidence) => binIndex(confidence, edges));
}

/**
 * ECE and noise floor of each batch, averaged by batch size. A batch of n samples adds n times its ECE,
 * Σ_b |Σ_{i∈b} (conf_i − correct_i)|, and n times its floor, √(2/π) Σ_b √(Σ_{i∈b} conf_i (1 − conf_i)).
 */
function averagedOverBatches(top: TopLabel, bins: Uint32Array, binCount: number, size: number) {
  const excess = new Float64Array(binCount);
  const variance = new Float64Array(binCount);
  let gaps = 0;
  let spread = 0;
  for (let start = 0; start < top.n; start += size) {
    excess.fill(0);
    variance.fill(0);
    const end = Math.min(start + size, top.n);
    for (let i = start; i < end; i++) {
      const confidence = top.confidence[i]!;
      excess[bins[i]!]! += confidence - top.correct[i]!;
      variance[bins[i]!]! += confidence * (1 - confidence);
    }
    for (let b = 0; b < binCount; b++) {
      gaps += Math.abs(excess[b]!);
      spread += Math.sqrt(variance[b]!);
    }
  }
  return { ece: gaps / top.n, noiseFloor: (Math.sqrt(2 / Math.PI) * spread) / top.n };
}

/**
 * ECE as the released CaRot code prints it: computed per batch, in bins of equal width, and averaged
 * by batch size. Samples are taken in the order in which they stand.
 *
 * Never below the ECE over all samples, and far above it for small batches; kept to compare with
 * published numbers, not to judge a model.
 *
 * @param batchSize whole number ≥ 1; from n on it is the ECE over all samples
 * @returns a fraction, 0 at best; NaN without samples
 *
 * Source: the evaluation of the code released with Oh et al. 2024, arXiv:2311.01723.
 */
export function batchAveragedEce(top: TopLabel, batchSize: number, binCount: number): number {
  return averagedOverBatches(top, binOfEach(top, binCount), binCount, batchSize).ece;
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
  /** What a calibrated model would show of it on average: the mean of the batches' noise floors. */
  readonly noiseFloor: number;
}

/** Of fewer images a batch the noise floor, a normal approximation, says too much. */
const fewest = 8;
/** Stops of the batch size between one and its double. */
const stopsPerDouble = 8;

/** Batch sizes 8 … n, each about 9 % above the last, all powers of 2 among them, n last. Empty for n = 0. */
export function batchSizes(n: number): readonly number[] {
  const sizes = new Set<number>();
  for (let k = 0, size = fewest; size < n; size = Math.round(fewest * 2 ** (++k / stopsPerDouble)))
    sizes.add(size);
  return n > 0 ? [...sizes, n] : [];
}

/** The published estimate at each of `batchSizes`: how it grows as batches shrink. */
export function eceByBatchSize(top: TopLabel, binCount: number): readonly BatchedEce[] {
  const bins = binOfEach(top, binCount);
  return batchSizes(top.n).map((batchSize) => ({
    batchSize,
    ...averagedOverBatches(top, bins, binCount, batchSize),
  }));
}

export const publishedEceMetric: Metric = {
  id: 'publishedEce',
  label: 'ECE averaged over batches of 512',
  short: 'Paper’s ECE',
  summary:
    'The ECE as the paper’s code prints it: of batches of 512 images, averaged, in bins of equal width. Never below the ECE of all images in those bins, and the same where there are no more than 512.',
  source: 'released code of Oh et al. 2024, arXiv:2311.01723',
  unit: 'fraction',
  best: 'low',
  compute: ({ top }, { binCount }) => batchAveragedEce(top, publishedBatchSize, binCount),
};
