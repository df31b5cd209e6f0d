import { expect, test } from 'vitest';
import { outliers, sampleSummary } from '../../../src/math/sampleSummary.ts';

test('four values by hand: mean 5, sd √(20/3), half width 3.1824 · sd / 2', () => {
  const { n, mean, sd, interval } = sampleSummary([2, 4, 6, 8]);
  expect([n, mean]).toEqual([4, 5]);
  expect(sd).toBeCloseTo(2.5819889, 7);
  expect(interval![0]).toBeCloseTo(0.8915, 3);
  expect(interval![1]).toBeCloseTo(9.1085, 3);
});

test('one value has no spread, none has no mean', () => {
  expect(sampleSummary([3])).toEqual({ n: 1, mean: 3, sd: Number.NaN, interval: null });
  expect(sampleSummary([])).toEqual({ n: 0, mean: Number.NaN, sd: Number.NaN, interval: null });
});

test('the one far out is named by its place', () => {
  // Median 11, distances 1 1 0 0 1 89, MAD 1: 0.6745 · 89 = 60.
  expect(outliers([10, 12, 11, 11, 10, 100])).toEqual([5]);
  expect(outliers([10, 12, 11, 11, 10, 13])).toEqual([]);
});

test('where most are one value the mean distance tells', () => {
  // Median 5, MAD 0, mean distance 0.9: 9 / (1.2533 · 0.9) = 8.
  expect(outliers([5, 5, 5, 5, 5, 5, 5, 5, 5, 14])).toEqual([9]);
  expect(outliers([5, 5, 5, 5, 5])).toEqual([]);
});

test('of four nobody can say', () => expect(outliers([1, 1, 1, 50])).toEqual([]));
