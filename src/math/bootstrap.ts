import { createRng, rngStreams } from './rng.ts';

export type Interval = readonly [low: number, high: number];

export interface BootstrapOptions {
  readonly draws: number;
  /** Two runs with one seed, set and n see the same resamples, which makes differences paired. */
  readonly seed: number;
  /** Which set of samples it is: sets that are taken as independent need different ones. */
  readonly set: number;
  /** Share of the draws that the interval holds. */
  readonly level: number;
}

export const bootstrapDefaults: BootstrapOptions = { draws: 1000, seed: 0, set: 0, level: 0.95 };

/** Resamples of at most this many indices in all (32 MB) are kept for the next call. */
const KEPT_INDICES = 8_000_000;
/** By n, draws, seed and set; the one used last comes last. */
const kept = new Map<string, Uint32Array>();

/** Draws that one set of samples may have, and sets that may be told apart: 2³² in all. */
const MAX_DRAWS = 2 ** 20;
const MAX_SETS = 2 ** 12;

/**
 * Calls `visit` with each resample of n samples: n indices drawn with replacement. Draw d of
 * set s uses substream s·2²⁰ + d of the bootstrap stream, so one draw can be replayed alone.
 *
 * Making the indices costs more than using them, and one table of results asks for the same ones
 * again and again: those used last are kept.
 *
 * @param visit borrows `indices` for the call and must not change them
 * @throws RangeError for more than 2²⁰ draws or a set that is not a whole number below 2¹²
 */
export function forEachResample(
  n: number,
  visit: (indices: Uint32Array, draw: number) => void,
  options: Partial<BootstrapOptions> = {},
): void {
  const { draws, seed, set } = { ...bootstrapDefaults, ...options };
  if (draws > MAX_DRAWS) throw new RangeError(`A bootstrap has at most 2^20 draws, got ${draws}`);
  if (!Number.isInteger(set) || set < 0 || set >= MAX_SETS) {
    throw new RangeError(`The set must be a whole number from 0 to 4095, got ${set}`);
  }
  const draw = (d: number, indices: Uint32Array) => {
    const rng = createRng(seed, rngStreams.bootstrap, set * MAX_DRAWS + d);
    for (let i = 0; i < n; i++) indices[i] = rng.below(n);
    return indices;
  };
  if (n * draws > KEPT_INDICES) {
    const indices = new Uint32Array(n);
    for (let d = 0; d < draws; d++) visit(draw(d, indices), d);
    return;
  }
  const key = `${n} ${draws} ${seed} ${set}`;
  const resample = (of: Uint32Array, d: number) => of.subarray(d * n, (d + 1) * n);
  let indices = kept.get(key);
  if (!indices) {
    indices = new Uint32Array(n * draws);
    for (let d = 0; d < draws; d++) draw(d, resample(indices, d));
  }
  keep(key, indices);
  for (let d = 0; d < draws; d++) visit(resample(indices, d), d);
}

/** Puts it last and drops the first ones until all fit. */
function keep(key: string, indices: Uint32Array): void {
  kept.delete(key);
  let room = KEPT_INDICES - indices.length;
  for (const other of kept.values()) room -= other.length;
  for (const [old, { length }] of kept) {
    if (room >= 0) break;
    kept.delete(old);
    room += length;
  }
  kept.set(key, indices);
}

/**
 * The q-quantile of sorted numbers, linear between neighbours at position q·(length − 1).
 * NaN for none.
 */
export function sortedQuantile(sorted: Float64Array, q: number): number {
  if (sorted.length === 0) return Number.NaN;
  const position = q * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (position - below) * (high - low);
}

/**
 * The middle `level` of the values of a statistic over all draws. NaN marks a draw in which the
 * statistic has no value and is left out; null if none has one.
 */
export function percentileInterval(
  values: Float64Array,
  level = bootstrapDefaults.level,
): Interval | null {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length === 0) return null;
  const tail = (1 - level) / 2;
  return [sortedQuantile(sorted, tail), sortedQuantile(sorted, 1 - tail)];
}

/**
 * The percentile interval moved so that the mean of the draws lies on the statistic's own value, and
 * cut at `lowest`: for statistics that every resample inflates by noise of its own.
 *
 * Source: the bias of a bootstrap, Efron and Tibshirani 1993, section 10.2.
 */
export function centredInterval(
  values: Float64Array,
  value: number,
  level = bootstrapDefaults.level,
  lowest = 0,
): Interval | null {
  const interval = percentileInterval(values, level);
  if (interval === null) return null;
  const bias = values.reduce((sum, draw) => sum + draw, 0) / values.length - value;
  return [Math.max(lowest, interval[0] - bias), Math.max(lowest, interval[1] - bias)];
}

/**
 * Percentile bootstrap interval of any statistic of n samples; null without samples or draws.
 *
 * @param statistic value for the samples at these positions, which may repeat
 *
 * Source: Efron and Tibshirani 1993, chapter 13.
 */
export function bootstrapInterval(
  n: number,
  statistic: (indices: Uint32Array) => number,
  options: Partial<BootstrapOptions> = {},
): Interval | null {
  const { draws, level } = { ...bootstrapDefaults, ...options };
  if (n === 0) return null;
  const values = new Float64Array(draws);
  forEachResample(
    n,
    (indices, draw) => {
      values[draw] = statistic(indices);
    },
    options,
  );
  return percentileInterval(values, level);
}
