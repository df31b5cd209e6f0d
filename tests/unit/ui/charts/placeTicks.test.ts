import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matrixCells } from '../../../../src/ui/charts/matrixCells.ts';
import { placeTicks } from '../../../../src/ui/charts/placeTicks.ts';

test('marks of one row stand apart while there is room in another', () =>
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 9 }), (places) => {
      const rows = placeTicks(places, 12, places.length + 1);
      places.forEach((x, i) => {
        places.forEach((other, j) => {
          if (i !== j && rows[i] === rows[j])
            expect(Math.abs(x - other)).toBeGreaterThanOrEqual(12);
        });
      });
    }),
  ));

test('as few rows as possible: far marks share the first', () => {
  expect(placeTicks([200, 20, 100], 12, 3)).toEqual([0, 0, 0]);
  expect(placeTicks([20, 20, 20, 20], 12, 3)).toEqual([0, 1, 2, 2]);
});

test('a row says its largest value, and whatever is not small', () => {
  const printed = matrixCells([0.04, 0.05, 0.06, 0.85, 0.125, 0.02, 0, 0, 1], 3).map(
    (cell) => cell.printed,
  );
  expect(printed).toEqual([null, null, '.06', '.85', '.13', null, null, null, '1']);
});
