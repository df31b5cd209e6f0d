import { expect, test } from 'vitest';
import { studentQuantile, studentTwoSided } from '../../../src/math/studentT.ts';

/** Two-sided 5 % points as every table of the t distribution prints them. */
test.each([
  [1, 12.7062],
  [2, 4.3027],
  [3, 3.1824],
  [4, 2.7764],
  [5, 2.5706],
  [9, 2.2622],
  [10, 2.2281],
  [29, 2.0452],
  [30, 2.0423],
  [120, 1.9799],
  [1000, 1.9623],
])('at %i degrees of freedom 95 %% lie within ±%f', (df, t) => {
  expect(studentQuantile(0.95, df)).toBeCloseTo(t, 4);
  expect(studentTwoSided(t, df)).toBeCloseTo(0.95, 5);
});

test('no value lies within nothing, and all within everything', () => {
  for (const df of [1, 2, 7, 8]) {
    expect(studentTwoSided(0, df)).toBe(0);
    expect(studentTwoSided(1e9, df)).toBeCloseTo(1, 6);
  }
});
