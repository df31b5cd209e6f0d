import fc from 'fast-check';
import { expect, test } from 'vitest';
import { equalWidthEdges } from '../../../../src/metrics/binEdges.ts';
import { isBrushed } from '../../../../src/store/selection/imageRows.ts';
import {
  binAt,
  brushKey,
  isInRange,
  isSameRange,
  rangeOf,
} from '../../../../src/ui/charts/brushRange.ts';

const binsOf = (count: number) => {
  const edges = equalWidthEdges(count);
  return Array.from(edges, (upper, b) => ({ lower: b === 0 ? 0 : edges[b - 1]!, upper }));
};
const cases = fc.integer({ min: 5, max: 20 }).chain((count) => {
  const bin = fc.integer({ min: 0, max: count - 1 });
  return fc.tuple(fc.constant(binsOf(count)), bin, bin);
});

test('a drag covers the bins between its ends, in either direction', () => {
  fc.assert(
    fc.property(cases, ([bins, from, to]) => {
      const range = rangeOf(bins, from, to);
      expect(isSameRange(range, rangeOf(bins, to, from))).toBe(true);
      bins.forEach((bin, index) => {
        const between = index >= Math.min(from, to) && index <= Math.max(from, to);
        expect(isInRange(bin, range)).toBe(between);
      });
    }),
  );
});

test('an image is in a brush exactly when its bin is', () => {
  const confidence = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(cases, confidence, ([bins, from, to], value) => {
      const range = rangeOf(bins, from, to);
      expect(isBrushed(value, range)).toBe(isInRange(bins[binAt(bins, value)]!, range));
    }),
  );
});

test('what has no confidence lies in the first bin, as in the diagram', () => {
  expect(isBrushed(Number.NaN, [0, 0.2])).toBe(true);
  expect(isBrushed(Number.NaN, [0.2, 0.4])).toBe(false);
  expect(isBrushed(0.3, null)).toBe(true);
});

test('keys move, choose, extend and clear', () => {
  const bins = binsOf(5);
  const press = (key: string, at: number, anchor = at, shiftKey = false) =>
    brushKey(bins, { key, shiftKey }, { at, anchor });
  expect(press('ArrowLeft', 0)).toEqual({ at: 0, anchor: 0 });
  expect(press('ArrowRight', 2)).toEqual({ at: 3, anchor: 3 });
  expect(press('Enter', 4)?.range).toEqual([0.8, 1]);
  expect(press('ArrowLeft', 4, 4, true)).toEqual({ at: 3, anchor: 4, range: [0.6, 1] });
  expect(press('Home', 2, 3, true)?.range).toEqual([0, 0.8]);
  expect(press('Escape', 1)?.range).toBeNull();
  expect(press('w', 1)).toBeNull();
});
