import { describe, expect, test } from 'vitest';
import {
  bootstrapInterval,
  forEachResample,
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

  test('sets of one size draw different resamples, each the same when asked again', () => {
    const of = (set: number) => {
      const all: number[][] = [];
      forEachResample(40, (indices) => all.push(Array.from(indices)), { draws: 10, set });
      return all;
    };
    const [first, second] = [of(0), of(1)];
    const rng = createRng(0, rngStreams.bootstrap, 2 ** 20 + 3);
    expect(second[3]).toEqual(Array.from({ length: 40 }, () => rng.below(40)));
    for (const [draw, indices] of first.entries()) expect(indices).not.toEqual(second[draw]);
    expect([of(0), of(1)]).toEqual([first, second]);
    for (const set of [-1, 0.5, 4096]) expect(() => of(set)).toThrow(RangeError);
    const many = { draws: 2 ** 20 + 1 };
    expect(() => forEachResample(1, () => {}, many)).toThrow(RangeError);
  });

  test('asking in turn for the sets of a table makes each of them once', () => {
    const round = () =>
      [0, 1, 2, 3, 4].map((set) => {
        let memory: ArrayBufferLike | undefined;
        forEachResample(1089, ({ buffer }) => (memory = buffer), { draws: 1000, set, seed: 77 });
        return memory;
      });
    const first = round();
    for (const [set, memory] of round().entries()) expect(memory).toBe(first[set]);
    expect(new Set(first).size).toBe(5);
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
