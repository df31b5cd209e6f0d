import {
  type BootstrapOptions,
  bootstrapDefaults,
  centredInterval,
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
 * 95 % bootstrap intervals of accuracy, ECE and the accuracy of each bin, in one pass: percentile
 * intervals, and for the ECE a centred one. Each resample adds noise of its own, which can only raise
 * an ECE, so its percentile interval would lie above its value where noise dominates. The centred one
 * says where the ECE of another n such images would lie, the noise floor of n images included.
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
  const everySample = Uint32Array.from({ length: top.n }, (_, i) => i);
  const visit = (indices: Uint32Array, draw: number) => {
    const { accuracy, ece, count, correct } = resampled(indices);
    accuracies[draw] = accuracy;
    eces[draw] = ece;
    for (let b = 0; b < binCount; b++) perBin[b]![draw] = correct[b]! / count[b]!;
  };
  forEachResample(top.n, visit, options);
  return {
    accuracy: percentileInterval(accuracies, level),
    ece: centredInterval(eces, resampled(everySample).ece, level),
    binAccuracy: perBin.map((values) => percentileInterval(values, level)),
  };
}
