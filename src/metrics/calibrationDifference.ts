import {
  type BootstrapOptions,
  type Interval,
  pairedBootstrapInterval,
} from '../math/bootstrap.ts';
import type { UpperEdges } from './binEdges.ts';
import { calibrationResampler } from './calibrationResampler.ts';
import type { TopLabel } from './topLabel.ts';

/** First minus second; NaN and null without samples. */
export interface CalibrationDifference {
  readonly accuracy: number;
  readonly accuracyInterval: Interval | null;
  readonly ece: number;
  readonly eceInterval: Interval | null;
}

/**
 * Differences in accuracy and ECE between two evaluations of the same images in the same order, with
 * intervals from resamples that both share.
 *
 * @throws RangeError unless both have as many samples
 */
export function calibrationDifference(
  first: { readonly top: TopLabel; readonly upperEdges: UpperEdges },
  second: { readonly top: TopLabel; readonly upperEdges: UpperEdges },
  options: Partial<BootstrapOptions> = {},
): CalibrationDifference {
  const { n } = first.top;
  if (second.top.n !== n) {
    throw new RangeError(`A paired difference needs the same images, got ${n} and ${second.top.n}`);
  }
  const ofFirst = calibrationResampler(first.top, first.upperEdges);
  const ofSecond = calibrationResampler(second.top, second.upperEdges);
  const everySample = Uint32Array.from({ length: n }, (_, i) => i);
  const compare = (name: 'accuracy' | 'ece') => {
    const a = (indices: Uint32Array) => ofFirst(indices)[name];
    const b = (indices: Uint32Array) => ofSecond(indices)[name];
    return {
      difference: a(everySample) - b(everySample),
      interval: pairedBootstrapInterval(n, a, b, options),
    };
  };
  const accuracy = compare('accuracy');
  const ece = compare('ece');
  return {
    accuracy: accuracy.difference,
    accuracyInterval: accuracy.interval,
    ece: ece.difference,
    eceInterval: ece.interval,
  };
}
