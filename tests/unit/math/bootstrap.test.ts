import { describe, expect, test } from 'vitest';
import {
  bootstrapInterval,
  forEachResample,
  pairedBootstrapInterval,
  percentileInterval,
  sortedQuantile,
} from '../../../src/math/bootstrap.ts';
import { createRng, rngStreams } from '../../../src/math/rng.ts';

const resamples = (n: number, draws: number, seed = 0) => {
  const all: number[][] = [];
  forEachResample(n, (indices) => all.push(Array.from(indices)), { draws, seed });
  return all;
};

const meanAt = (values: ArrayLike<number>) => (indices: Uint32Array) =>
  indices.reduce((sum, index) => sum + values[index]!, 0) / indices.length;

describe('forEachResample', () => {
  test('draw d is substream d of the bootstrap stream', () => {
    const rng = createRng(9, rngStreams.bootstrap, 4);
    expect(resamples(50, 5, 9)[4]).toEqual(Array.from({ length: 50 }, () => rng.below(50)));
  });

  test('the kept resamples are the ones that would be drawn', () => {
    const first = resamples(30, 20, 1);
    expect(resamples(30, 20, 1)).toEqual(first);
    expect(resamples(30, 20, 2)).not.toEqual(first);
    expect(resamples(30, 20, 1)).toEqual(first);
  });

  test('sets too large to keep follow the same rule', () => {
    const n = 2_100_000;
    let last = 0;
    forEachResample(n, (indices) => (last = indices[n - 1]!), { draws: 2 });
    const rng = createRng(0, rngStreams.bootstrap, 1);
    let expected = 0;
    for (let i = 0; i < n; i++) expected = rng.below(n);
    expect(last).toBe(expected);
  });
});

test('quantiles lie linearly between neighbours', () => {
  const sorted = Float64Array.of(0, 10, 20);
  expect([0, 0.25, 0.5, 1].map((q) => sortedQuantile(sorted, q))).toEqual([0, 5, 10, 20]);
  expect(sortedQuantile(new Float64Array(0), 0.5)).toBeNaN();
});

test('draws without a value are left out; none at all is no interval', () => {
  expect(percentileInterval(Float64Array.of(2, Number.NaN, 2))).toEqual([2, 2]);
  expect(percentileInterval(Float64Array.of(Number.NaN))).toBeNull();
  expect(bootstrapInterval(0, () => 1)).toBeNull();
  expect(bootstrapInterval(5, () => 1, { draws: 0 })).toBeNull();
});

test('the interval of a mean holds the true mean about 95 times in 100', () => {
  const rng = createRng(1, rngStreams.subset);
  let held = 0;
  for (let trial = 0; trial < 200; trial++) {
    const values = Float64Array.from({ length: 60 }, rng.uniform);
    const [low, high] = bootstrapInterval(60, meanAt(values), { draws: 300 })!;
    if (low <= 0.5 && 0.5 <= high) held++;
  }
  expect(held).toBeGreaterThanOrEqual(180);
  expect(held).toBeLessThanOrEqual(199);
});

test('a paired interval is narrower than the values it compares are uncertain', () => {
  const rng = createRng(2, rngStreams.subset);
  const a = Float64Array.from({ length: 200 }, rng.uniform);
  const b = a.map((value) => value - 0.05 + 0.01 * rng.uniform());
  const [low, high] = pairedBootstrapInterval(200, meanAt(a), meanAt(b))!;
  expect(low).toBeGreaterThan(0.043);
  expect(high).toBeLessThan(0.047);
  const own = bootstrapInterval(200, meanAt(a))!;
  expect(high - low).toBeLessThan((own[1] - own[0]) / 10);
});
