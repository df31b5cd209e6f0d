import { expect, test } from 'vitest';
import { endNames, roomForNames } from '../../../../src/ui/charts/endNames.ts';
import { type Series, seriesFrame } from '../../../../src/ui/charts/seriesFrame.ts';

const style = { hue: 1, shape: 'circle', open: false, dashed: false } as unknown as Series['style'];
const line = (id: string, end: number, more: Partial<Series> = {}): Series => ({
  id,
  label: id,
  style,
  points: [
    { step: 0, value: 0 },
    { step: 10, value: end },
  ],
  ...more,
});

const frameOf = (series: readonly Series[]) =>
  seriesFrame({
    series,
    lastStep: 10,
    width: 400,
    height: 200,
    unit: 'percent',
    fromZero: true,
  });

test('names of lines that end together are pushed apart, in the order of the lines', () => {
  const series = [line('low', 0.2), line('high', 0.21), line('top', 0.9)];
  const names = endNames(frameOf(series), series).toSorted((a, b) => a.y - b.y);
  expect(names.map(({ id }) => id)).toEqual(['top', 'high', 'low']);
  expect(names[2]!.y - names[1]!.y).toBeGreaterThanOrEqual(14);
});

test('what another race was like has no name', () => {
  const series = [line('own', 0.2), line('recorded', 0.3, { faint: true })];
  expect(endNames(frameOf(series), series).map(({ id }) => id)).toEqual(['own']);
});

test('names have room where the lines keep theirs', () => {
  const series = [line('Zero-shot', 0.2), line('FT', 0.3)];
  expect(roomForNames(series, 400, 200)).toBe(9 * 7 + 6);
  expect(roomForNames(series, 240, 200)).toBe(0);
  expect(roomForNames(series, 400, 50)).toBe(0);
  expect(roomForNames([line('x', 1, { faint: true })], 400, 200)).toBe(0);
});
