import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fastExp } from '../../../src/math/fastExp.ts';

test('equals Math.exp to a relative error of 1e-15 (1 + |x|)', () =>
  fc.assert(
    fc.property(fc.double({ min: -707, max: 0, noNaN: true }), (x) => {
      const exact = Math.exp(x);
      expect(Math.abs(fastExp(x) - exact)).toBeLessThanOrEqual(1e-15 * (1 - x) * exact);
    }),
    { numRuns: 5000 },
  ));

test('is 1 at 0, 0 far below, and keeps NaN', () => {
  expect(fastExp(0)).toBe(1);
  expect(fastExp(-1000)).toBe(0);
  expect(fastExp(Number.NEGATIVE_INFINITY)).toBe(0);
  expect(fastExp(Number.NaN)).toBeNaN();
});
