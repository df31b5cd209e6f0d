import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimate } from '../../../src/store/kit/decimate.ts';

const series = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { maxLength: 3000 });

test('stays within the limit, in order, with true values and both ends', () => {
  fc.assert(
    fc.property(series, fc.integer({ min: 4, max: 400 }), (values, limit) => {
      const steps = values.map((_, index) => index + 1);
      const points = decimate(steps, values, limit);
      expect(points.length).toBeLessThanOrEqual(limit);
      for (const { step, value } of points) expect(value).toBe(values[step - 1]);
      for (let i = 1; i < points.length; i += 1) {
        expect(points[i]!.step).toBeGreaterThan(points[i - 1]!.step);
      }
      expect(points.at(-1)?.step).toBe(steps.at(-1));
    }),
    { numRuns: 60 },
  );
});

test('never loses the highest or the lowest value', () => {
  fc.assert(
    fc.property(series, (values) => {
      fc.pre(values.length > 0);
      const kept = decimate(
        values.map((_, index) => index),
        values,
        40,
      ).map(({ value }) => value);
      const extreme = (of: readonly number[], pick: (a: number, b: number) => number) =>
        of.reduce(pick);
      expect(extreme(kept, Math.max)).toBe(extreme(values, Math.max));
      expect(extreme(kept, Math.min)).toBe(extreme(values, Math.min));
    }),
    { numRuns: 60 },
  );
});
