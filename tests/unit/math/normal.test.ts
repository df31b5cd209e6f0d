import fc from 'fast-check';
import { expect, test } from 'vitest';
import { meanAbsoluteNormal, normalCdf } from '../../../src/math/normal.ts';

/** Φ to 16 digits, from tables of the error function. */
test.each([
  [0, 0.5],
  [1, 0.8413447460685429],
  [-1, 0.15865525393145705],
  [1.959963984540054, 0.975],
  [-5, 2.866515718791939e-7],
  [-8, 6.220960574271785e-16],
])('Φ(%d)', (x, expected) => {
  expect(Math.abs(normalCdf(x) / expected - 1)).toBeLessThan(1e-12);
});

test('Φ is symmetric, rises, and joins its two formulas without a step', () => {
  fc.assert(
    fc.property(fc.double({ min: -9, max: 9, noNaN: true }), (x) => {
      expect(normalCdf(x) + normalCdf(-x)).toBeCloseTo(1, 14);
      expect(normalCdf(x + 1e-3)).toBeGreaterThanOrEqual(normalCdf(x));
    }),
  );
  const join = 3 * Math.SQRT2;
  expect(normalCdf(-join * (1 + 1e-15)) / normalCdf(-join)).toBeCloseTo(1, 9);
});

test('E|X| is |μ| without spread and σ√(2/π) around zero', () => {
  expect(meanAbsoluteNormal(-0.3, 0)).toBe(0.3);
  expect(meanAbsoluteNormal(0, 2)).toBeCloseTo(2 * Math.sqrt(2 / Math.PI), 14);
  fc.assert(
    fc.property(
      fc.double({ min: -5, max: 5, noNaN: true }),
      fc.double({ min: 0.01, max: 5, noNaN: true }),
      (mean, deviation) => {
        const value = meanAbsoluteNormal(mean, deviation);
        expect(value).toBeGreaterThanOrEqual(Math.abs(mean) - 1e-12);
        expect(value).toBeLessThanOrEqual(Math.hypot(mean, deviation) + 1e-12);
        expect(value).toBeCloseTo(meanAbsoluteNormal(-mean, deviation), 12);
      },
    ),
  );
});
