import { expect, test } from 'vitest';
import { GRID_STEPS, type SmoothPoint } from '../../../../src/metrics/smoothReliability.ts';
import {
  densityArea,
  smoothBand,
  smoothCurve,
  smoothGap,
} from '../../../../src/ui/charts/smoothMarks.ts';

const point = (step: number, accuracy: number, density = 1): SmoothPoint => ({
  at: step / GRID_STEPS,
  confidence: step / GRID_STEPS,
  accuracy,
  accuracyInterval: [accuracy - 0.1, accuracy + 0.1],
  density,
  effectiveN: 10,
});
const half = GRID_STEPS / 2;

test('accuracy goes up the page, confidence to the right', () => {
  expect(smoothCurve([point(half, 0.25), point(half + 1, 0.25)], 100)).toBe('M50 75L50.5 75');
});

test('a stretch without samples breaks line, band and fill', () => {
  const apart = [point(10, 0.5), point(11, 0.5), point(90, 0.5), point(91, 0.5)];
  for (const path of [
    smoothCurve(apart, 100),
    smoothBand(apart, 100),
    smoothGap(apart, 100, 'over'),
    densityArea(apart, { size: 100, height: 20, bottom: 124 }),
  ]) {
    expect(path.match(/M/g)).toHaveLength(2);
  }
});

test('the band runs along the upper ends and back along the lower ones', () => {
  expect(smoothBand([point(half, 0.5), point(half + 1, 0.5)], 100)).toBe(
    'M50 40L50.5 40L50.5 60L50 60Z',
  );
});

test('the gap is of one side: the other has no height there', () => {
  const [over, under] = [[point(half, 0.4)], [point(half, 0.7)]];
  expect(smoothGap(over, 100, 'over')).toBe('M50 60L50 50Z');
  expect(smoothGap(over, 100, 'under')).toBe('M50 50L50 50Z');
  expect(smoothGap(under, 100, 'under')).toBe('M50 30L50 50Z');
});

test('the densest place reaches the top of its area', () => {
  const area = { size: 100, height: 20, bottom: 124 };
  expect(densityArea([point(half, 0.5, 1), point(half + 1, 0.5, 4)], area)).toBe(
    'M50 124L50 119L50.5 104L50.5 124Z',
  );
});
