import { studentQuantile } from '../math/studentT.ts';
import type { Difference, Interval } from '../results/types.ts';

/** A number measured once a seed. */
export interface SeedMean {
  readonly seeds: number;
  readonly mean: number;
  /** Sample standard deviation, n − 1; null for one seed. */
  readonly sd: number | null;
  /** 95 % interval of the mean by Student's t; null for one seed. */
  readonly interval: Interval | null;
}

/**
 * Mean and 95 % interval over seeds, mean ± t(n − 1)·sd/√n: what another choice of seeds would change,
 * with the same test images.
 * @param values one a seed; NaN, "no data", makes the mean one
 */
export function seedMean(values: readonly number[]): SeedMean {
  const seeds = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / seeds;
  if (seeds < 2 || !Number.isFinite(mean)) return { seeds, mean, sd: null, interval: null };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const sd = Math.sqrt(squares / (seeds - 1));
  const half = (studentQuantile(0.95, seeds - 1) * sd) / Math.sqrt(seeds);
  return { seeds, mean, sd, interval: [mean - half, mean + half] };
}

/** A difference between two rows, measured once a seed on the same images. */
export interface StudyDifference {
  readonly seeds: number;
  readonly value: number;
  /** Over seeds, by Student's t of the differences seed by seed; null for one seed. */
  readonly overSeeds: Interval | null;
  /** Over test images: see `differenceOverSeeds`. */
  readonly overImages: Interval | null;
}

/**
 * The mean over seeds of a paired difference, with two intervals, each of one source of chance: other
 * seeds, and other test images.
 *
 * The images are the same for every seed, so that what they do to the mean does not average out. Their
 * interval is as wide as those of the single seeds are on average, the most that the mean's can be:
 * the standard deviation of a mean is at most the mean of the standard deviations.
 */
export function differenceOverSeeds(differences: readonly Difference[]): StudyDifference {
  const { seeds, mean, interval } = seedMean(differences.map(({ value }) => value));
  const sides = differences.flatMap(({ value, interval: own }) =>
    own ? [{ below: value - own[0], above: own[1] - value }] : [],
  );
  const overImages: Interval | null =
    sides.length < differences.length || sides.length === 0
      ? null
      : [
          mean - sides.reduce((sum, { below }) => sum + below, 0) / sides.length,
          mean + sides.reduce((sum, { above }) => sum + above, 0) / sides.length,
        ];
  return { seeds, value: mean, overSeeds: interval, overImages };
}

/** The union of its intervals; null without one. */
export function widest({ overSeeds, overImages }: StudyDifference): Interval | null {
  const known = [overSeeds, overImages].filter((one) => one !== null);
  if (known.length === 0) return null;
  return [Math.min(...known.map(([low]) => low)), Math.max(...known.map(([, high]) => high))];
}

/** Which way a difference goes, where each of its intervals leaves out 0; 0 where one does not. */
export function directionOf(difference: StudyDifference): -1 | 0 | 1 {
  const all = widest(difference);
  if (!all) return 0;
  return all[0] > 0 ? 1 : all[1] < 0 ? -1 : 0;
}
