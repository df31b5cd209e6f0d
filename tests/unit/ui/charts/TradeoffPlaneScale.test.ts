import fc from 'fast-check';
import { expect, test } from 'vitest';
import { meanInterval } from '../../../../src/math/meanInterval.ts';
import { niceDomain, niceTicks } from '../../../../src/ui/charts/niceTicks.ts';
import { type LabelWish, placeLabels } from '../../../../src/ui/charts/placeLabels.ts';
import { splitTrail } from '../../../../src/ui/charts/planeMarks.ts';
import { diagonal, planeAxis } from '../../../../src/ui/charts/planeScale.ts';
import { tickLabels } from '../../../../src/ui/charts/tickLabels.ts';

const fraction = fc.double({ min: 0.001, max: 0.999, noNaN: true });

test('an axis holds its points, stays within 0..1 and its ticks differ in words', () =>
  fc.assert(
    fc.property(
      fc.array(fraction, { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 120, max: 700 }),
      (values, length) => {
        const axis = planeAxis({ values }, 40, 40 + length);
        const [low, high] = axis.domain;
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        for (const value of values) {
          expect(axis.place(value)).toBeGreaterThanOrEqual(40 - 1e-6);
          expect(axis.place(value)).toBeLessThanOrEqual(40 + length + 1e-6);
        }
        const labels = axis.ticks.map(({ label }) => label);
        expect(new Set(labels).size).toBe(labels.length);
        if (axis.fromZero) expect(low).toBe(0);
      },
    ),
  ));

test('wide intervals do not crowd the points', () => {
  const axis = planeAxis({ values: [0.4, 0.44], ends: [0.1, 0.7] }, 0, 100);
  expect(axis.place(0.44) - axis.place(0.4)).toBeGreaterThan(40);
});

test('an axis says whether it starts at 0', () => {
  expect(planeAxis({ values: [0.02, 0.1] }, 0, 100).fromZero).toBe(true);
  expect(planeAxis({ values: [0.5, 0.6] }, 0, 100).fromZero).toBe(false);
});

test('the line of equal values runs where both axes have it', () => {
  const x = planeAxis({ values: [0.02, 0.1] }, 0, 100);
  const y = planeAxis({ values: [0.08, 0.2] }, 100, 0);
  const [low, high] = diagonal(x, y)!;
  expect(low).toBe(Math.max(x.domain[0], y.domain[0]));
  expect(high).toBe(Math.min(x.domain[1], y.domain[1]));
  expect(diagonal(planeAxis({ values: [0.8, 0.9] }, 0, 100), x)).toBeNull();
});

test('ticks are round, increasing and inside; the domain holds the data', () =>
  fc.assert(
    fc.property(
      fc.double({ min: -1000, max: 1000, noNaN: true }),
      fc.double({ min: 1e-3, max: 1000, noNaN: true }),
      (low, width) => {
        const [from, to] = niceDomain(low, low + width, 4);
        expect(from).toBeLessThanOrEqual(low + 1e-6 * width);
        expect(to).toBeGreaterThanOrEqual(low + width * (1 - 1e-6));
        const ticks = niceTicks(from, to, 4);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(7);
        for (const [i, tick] of ticks.slice(1).entries()) expect(tick).toBeGreaterThan(ticks[i]!);
      },
    ),
  ));

test('neighbouring ticks never read alike', () => {
  expect(tickLabels([0.28, 0.285, 0.29], 'percent')).toEqual(['28.0', '28.5', '29.0']);
  expect(tickLabels([0.2, 0.4], 'percent')).toEqual(['20', '40']);
  expect(tickLabels([14.2, 14.25], 'number')).toEqual(['14.20', '14.25']);
  expect(tickLabels([0, 0.0002, 0.0004], 'number')).toEqual(['0', '2e-4', '4e-4']);
});

const bounds = { left: 0, top: 0, right: 320, bottom: 240 };
const wish = (id: string, x: number, y: number): LabelWish => ({
  id,
  x,
  y,
  radius: 7,
  width: 56,
  height: 16,
});

const boxOf = ({ left, top }: { left: number; top: number }) => ({
  left,
  top,
  right: left + 56,
  bottom: top + 16,
});

test('a label alone stands to the right of its mark, on the left at the edge', () => {
  expect(placeLabels([wish('a', 100, 100)], bounds)).toEqual([
    { id: 'a', left: 111, top: 92, leads: false },
  ]);
  expect(placeLabels([wish('a', 310, 100)], bounds)[0]!.left).toBeLessThan(310 - 7 - 56 + 1);
});

test('labels of six methods do not cover one another, wherever they meet', () =>
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 120, max: 200 }), fc.integer({ min: 90, max: 150 })), {
        minLength: 2,
        maxLength: 6,
      }),
      (places) => {
        const placed = placeLabels(
          places.map(([x, y], i) => wish(String(i), x, y)),
          bounds,
        ).map(boxOf);
        for (const [i, a] of placed.entries()) {
          for (const b of placed.slice(i + 1)) {
            const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
            const up = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
            expect(Math.min(across, up)).toBeLessThanOrEqual(0);
          }
        }
      },
    ),
  ));

test('a trail is split where the clock stands, and both parts meet there', () => {
  const trail = [0, 19, 38, 57].map((step) => ({ x: step, y: step, step }));
  expect(splitTrail(trail, null)).toEqual({ gone: trail, ahead: [] });
  const { gone, ahead } = splitTrail(trail, 19);
  expect(gone.map(({ step }) => step)).toEqual([0, 19]);
  expect(ahead.map(({ step }) => step)).toEqual([19, 38, 57]);
  expect(splitTrail(trail, 57).ahead).toEqual([]);
});

test('the interval of a mean is narrower than those it is made of, and theirs for one', () => {
  const one = { value: 0.4, interval: [0.35, 0.47] as const };
  const [low, high] = meanInterval([one])!;
  expect(low).toBeCloseTo(0.35);
  expect(high).toBeCloseTo(0.47);
  const four = meanInterval([one, one, one, one])!;
  expect(four[0]).toBeCloseTo(0.4 - 0.05 / 2);
  expect(four[1]).toBeCloseTo(0.4 + 0.07 / 2);
  expect(meanInterval([one, { value: 0.2, interval: null }])).toBeNull();
  expect(meanInterval([])).toBeNull();
});
