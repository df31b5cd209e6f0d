import fc from 'fast-check';
import { expect, test } from 'vitest';
import { argmax } from '../../../src/math/argmax.ts';

test('is the first of the largest, counted from where the stretch begins', () => {
  expect(argmax([1, 3, 3, 2])).toBe(1);
  expect(argmax([9, 1, 2, 9], 1, 2)).toBe(1);
  expect(argmax([9, -5, Number.NEGATIVE_INFINITY], 1)).toBe(0);
  expect(argmax([])).toBe(0);
  expect(argmax([Number.NaN, 1])).toBe(0);
  expect(argmax([0, Number.NaN, 1])).toBe(2);
});

test('no value of the stretch is larger, and none before it as large', () => {
  const values = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(values, fc.nat(), fc.nat(), (all, a, b) => {
      const start = a % all.length;
      const count = 1 + (b % (all.length - start));
      const stretch = all.slice(start, start + count);
      expect(argmax(all, start, count)).toBe(stretch.indexOf(Math.max(...stretch)));
    }),
  );
});
