import {
  type BootstrapOptions,
  bootstrapDefaults,
  forEachResample,
  type Interval,
  percentileInterval,
} from '../math/bootstrap.ts';
import type { UpperEdges } from './binEdges.ts';
import { calibrationResampler } from './calibrationResampler.ts';
import type { TopLabel } from './topLabel.ts';

export interface CalibrationIntervals {
  readonly accuracy: Interval | null;
  readonly ece: Interval | null;
  /** [K] of the accuracy of each bin, over the draws in which the bin is not empty. */
  readonly binAccuracy: readonly (Interval | null)[];
}

/**
 * Percentile bootstrap intervals of accuracy, ECE and the accuracy of each bin, in one pass.
 *
 * The interval of the ECE sits above the ECE where noise dominates, since every resample adds noise
 * of its own.
 *
 * @returns nulls without samples or draws
 */
export function calibrationIntervals(
  top: TopLabel,
  upperEdges: UpperEdges,
  options: Partial<BootstrapOptions> = {},
): CalibrationIntervals {
  const { draws, level } = { ...bootstrapDefaults, ...options };
  const binCount = upperEdges.length;
  if (top.n === 0 || draws === 0) {
    return { accuracy: null, ece: null, binAccuracy: new Array<null>(binCount).fill(null) };
  }
  const resampled = calibrationResampler(top, upperEdges);
  const accuracies = new Float64Array(draws);
  const eces = new Float64Array(draws);
  const perBin = Array.from({ length: binCount }, () => new Float64Array(draws));
  const visit = (indices: Uint32Array, draw: number) => {
    const { accuracy, ece, count, correct } = resampled(indices);
    accuracies[draw] = accuracy;
    eces[draw] = ece;
    for (let b = 0; b < binCount; b++) perBin[b]![draw] = correct[b]! / count[b]!;
  };
  forEachResample(top.n, visit, options);
  return {
    accuracy: percentileInterval(accuracies, level),
    ece: percentileInterval(eces, level),
    binAccuracy: perBin.map((values) => percentileInterval(values, level)),
  };
}
