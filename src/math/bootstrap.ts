import { createRng, rngStreams } from './rng.ts';

export type Interval = readonly [low: number, high: number];

export interface BootstrapOptions {
  readonly draws: number;
  /** Two runs with one seed and one n see the same resamples, which makes differences paired. */
  readonly seed: number;
  /** Share of the draws that the interval holds. */
  readonly level: number;
}

export const bootstrapDefaults: BootstrapOptions = { draws: 1000, seed: 0, level: 0.95 };

/** Resamples of at most this many indices in all (16 MB) are kept for the next call. */
const KEPT_INDICES = 4_000_000;
let kept = { n: 0, draws: 0, seed: 0, indices: new Uint32Array(0) };

/**
 * Calls `visit` with each resample of n samples: n indices drawn with replacement. Draw d uses
 * substream d of the bootstrap stream, so one draw can be replayed alone.
 *
 * Making the indices costs more than using them, and one table of results asks for the same ones
 * again and again: the last set is kept.
 *
 * @param visit borrows `indices` for the call and must not change them
 */
export function forEachResample(
  n: number,
  visit: (indices: Uint32Array, draw: number) => void,
  options: Partial<BootstrapOptions> = {},
): void {
  const { draws, seed } = { ...bootstrapDefaults, ...options };
  if (n * draws > KEPT_INDICES) {
    const indices = new Uint32Array(n);
    for (let draw = 0; draw < draws; draw++) visit(drawIndices(seed, draw, indices), draw);
    return;
  }
  if (kept.n !== n || kept.draws !== draws || kept.seed !== seed) {
    const indices = new Uint32Array(n * draws);
    for (let draw = 0; draw < draws; draw++) {
      drawIndices(seed, draw, indices.subarray(draw * n, (draw + 1) * n));
    }
    kept = { n, draws, seed, indices };
  }
  const { indices } = kept;
  for (let draw = 0; draw < draws; draw++) {
    visit(indices.subarray(draw * n, (draw + 1) * n), draw);
  }
}

function drawIndices(seed: number, draw: number, indices: Uint32Array): Uint32Array {
  const rng = createRng(seed, rngStreams.bootstrap, draw);
  for (let i = 0; i < indices.length; i++) indices[i] = rng.below(indices.length);
  return indices;
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

/**
 * Interval of statistic(a) − statistic(b), both taken on the same resample of the same n samples.
 * What the two share, such as hard images, then cancels, and the interval is that of the difference.
 */
export function pairedBootstrapInterval(
  n: number,
  statisticOfA: (indices: Uint32Array) => number,
  statisticOfB: (indices: Uint32Array) => number,
  options: Partial<BootstrapOptions> = {},
): Interval | null {
  return bootstrapInterval(n, (indices) => statisticOfA(indices) - statisticOfB(indices), options);
}
