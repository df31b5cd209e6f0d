import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wilsonInterval } from '../../../src/math/wilson.ts';

test('the published example: 1 of 29', () => {
  // Newcombe 1998, Stat. Med. 17, 857, table I, method 3.
  const [low, high] = wilsonInterval(1, 29)!;
  expect(low).toBeCloseTo(0.0061, 4);
  expect(high).toBeCloseTo(0.1718, 4);
});

test('holds the share, stays within 0 and 1, and mirrors', () => {
  const shares = fc
    .integer({ min: 1, max: 500 })
    .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
  fc.assert(
    fc.property(shares, ([k, n]) => {
      const [low, high] = wilsonInterval(k, n)!;
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(1);
      expect(low).toBeLessThanOrEqual(k / n + 1e-12);
      expect(high).toBeGreaterThanOrEqual(k / n - 1e-12);
      const [mirroredLow, mirroredHigh] = wilsonInterval(n - k, n)!;
      expect(low).toBeCloseTo(1 - mirroredHigh, 10);
      expect(high).toBeCloseTo(1 - mirroredLow, 10);
    }),
  );
});

test('nothing is known of nothing', () => expect(wilsonInterval(0, 0)).toBeNull());
