import { median } from './median.ts';
import { studentQuantile } from './studentT.ts';

/** What a sample says of the mean of where it comes from. */
export interface SampleSummary {
  readonly n: number;
  /** NaN of no values. */
  readonly mean: number;
  /** Sample standard deviation (n − 1); NaN of fewer than two values. */
  readonly sd: number;
  /** 95 % interval of the mean, mean ± t·sd/√n with n − 1 degrees of freedom; null of fewer than two values. */
  readonly interval: readonly [low: number, high: number] | null;
}

/** Source: Student 1908, Biometrika 6, 1. */
export function sampleSummary(values: readonly number[]): SampleSummary {
  const n = values.length;
  const mean = n === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / n;
  if (n < 2) return { n, mean, sd: Number.NaN, interval: null };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const sd = Math.sqrt(squares / (n - 1));
  const half = (studentQuantile(0.95, n - 1) * sd) / Math.sqrt(n);
  return { n, mean, sd, interval: [mean - half, mean + half] };
}

/** Of fewer values nobody can say which of them is far out. */
const fewestForOutliers = 5;
const farOut = 3.5;

/**
 * Places of the values that lie far out: |0.6745·(x − median)/MAD| > 3.5, the modified z-score; where
 * more than half of the values are one, |x − median| / (1.2533 · mean distance) takes its place.
 *
 * @returns indices, increasing; none of fewer than five values
 *
 * Source: Iglewicz and Hoaglin 1993, How to Detect and Handle Outliers, 11 f.
 */
export function outliers(values: readonly number[]): readonly number[] {
  if (values.length < fewestForOutliers) return [];
  const middle = median(values);
  const distances = values.map((value) => Math.abs(value - middle));
  const typical = median(distances) / 0.6745;
  const mean = distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
  const scale = typical > 0 ? typical : 1.253314 * mean;
  if (!(scale > 0)) return [];
  return distances.flatMap((distance, i) => (distance / scale > farOut ? [i] : []));
}
