import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  differenceOverSeeds,
  directionOf,
  seedMean,
  widest,
} from '../../../src/study/overSeeds.ts';

describe('seedMean', () => {
  test('has the interval of Student’s t', () => {
    // t(2) at .975 is 4.302653; sd 1, n 3.
    const { mean, sd, interval } = seedMean([1, 2, 3]);
    expect([mean, sd]).toEqual([2, 1]);
    expect(interval![1] - 2).toBeCloseTo(4.302653 / Math.sqrt(3), 5);
    expect(2 - interval![0]).toBeCloseTo(4.302653 / Math.sqrt(3), 5);
  });

  test('one seed has no interval, no data stays no data', () => {
    expect(seedMean([0.3])).toEqual({ seeds: 1, mean: 0.3, sd: null, interval: null });
    expect(seedMean([0.3, Number.NaN])).toMatchObject({ mean: Number.NaN, interval: null });
  });
});

const difference = (value: number, half: number) => ({
  value,
  interval: [value - half, value + half] as const,
});

describe('differenceOverSeeds', () => {
  test('knows other seeds and other images apart', () => {
    const said = differenceOverSeeds([
      difference(0.1, 0.02),
      difference(0.2, 0.04),
      difference(0.3, 0.06),
    ]);
    expect(said.value).toBeCloseTo(0.2, 12);
    expect(said.overImages![0]).toBeCloseTo(0.16, 12);
    expect(said.overImages![1]).toBeCloseTo(0.24, 12);
    expect(said.overSeeds![1] - 0.2).toBeCloseTo((0.1 * 4.302653) / Math.sqrt(3), 5);
  });

  test('has no interval over images where one seed has none', () =>
    expect(
      differenceOverSeeds([difference(0.1, 0.02), { value: 0.2, interval: null }]).overImages,
    ).toBeNull());

  test('goes some way only if both intervals leave out 0', () => {
    expect(directionOf(differenceOverSeeds([difference(0.1, 0.02)]))).toBe(1);
    expect(directionOf(differenceOverSeeds([difference(-0.1, 0.02)]))).toBe(-1);
    expect(directionOf(differenceOverSeeds([difference(0.1, 0.2)]))).toBe(0);
    // The images tell them apart, the seeds do not.
    const torn = differenceOverSeeds([difference(0.3, 0.01), difference(0.01, 0.005)]);
    expect(torn.overImages![0]).toBeGreaterThan(0);
    expect(directionOf(torn)).toBe(0);
    expect(directionOf({ seeds: 1, value: 1, overSeeds: null, overImages: null })).toBe(0);
  });

  test('turned round it goes the other way', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.double({ min: -1, max: 1, noNaN: true }),
            fc.double({ min: 0, max: 1, noNaN: true }),
          ),
          { minLength: 1, maxLength: 6 },
        ),
        (pairs) => {
          const there = differenceOverSeeds(pairs.map(([value, half]) => difference(value, half)));
          const back = differenceOverSeeds(pairs.map(([value, half]) => difference(-value, half)));
          expect(directionOf(back) + directionOf(there)).toBe(0);
          const [low, high] = widest(there)!;
          expect(low).toBeLessThanOrEqual(high);
          expect(widest(back)![0]).toBeCloseTo(-high, 9);
        },
      ),
    ));
});
