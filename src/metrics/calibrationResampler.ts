import { binIndex, type UpperEdges } from './binEdges.ts';
import type { TopLabel } from './topLabel.ts';

/** What one resample says; overwritten by the next. */
export interface ResampledCalibration {
  accuracy: number;
  ece: number;
  /** [K] samples and correct ones of each bin. */
  readonly count: Float64Array;
  readonly correct: Float64Array;
}

/**
 * Accuracy and ECE of the samples at given positions, which may repeat. The bin and the residual of
 * each sample are worked out once, so that a resample costs one addition or two per index. The bin
 * edges stay those of the whole set.
 */
export function calibrationResampler(top: TopLabel, upperEdges: UpperEdges) {
  const bin = Uint16Array.from(top.confidence, (confidence) => binIndex(confidence, upperEdges));
  const excess = top.confidence.map((confidence, i) => confidence - top.correct[i]!);
  const binCount = upperEdges.length;
  const excessSum = new Float64Array(binCount);
  const out: ResampledCalibration = {
    accuracy: Number.NaN,
    ece: Number.NaN,
    count: new Float64Array(binCount),
    correct: new Float64Array(binCount),
  };
  return (indices: Uint32Array): ResampledCalibration => {
    excessSum.fill(0);
    out.count.fill(0);
    out.correct.fill(0);
    for (let i = 0; i < indices.length; i++) {
      const sample = indices[i]!;
      const b = bin[sample]!;
      out.count[b]! += 1;
      out.correct[b]! += top.correct[sample]!;
      excessSum[b]! += excess[sample]!;
    }
    let correct = 0;
    let gap = 0;
    for (let b = 0; b < binCount; b++) {
      correct += out.correct[b]!;
      gap += Math.abs(excessSum[b]!);
    }
    out.accuracy = correct / indices.length;
    out.ece = gap / indices.length;
    return out;
  };
}
