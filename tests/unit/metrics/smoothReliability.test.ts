import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRng, rngStreams } from '../../../src/math/rng.ts';
import { evaluation } from '../../../src/metrics/evaluation.ts';
import { smoothEceAt } from '../../../src/metrics/smoothEce.ts';
import { type SmoothPoint, smoothReliability } from '../../../src/metrics/smoothReliability.ts';
import { simulate, topLabelOf, topLabels } from './samples.ts';

const SAMPLES = 600;
function simulated(seed: number, temperature = 1) {
  const rng = createRng(seed, rngStreams.subset);
  const { logits, labels, classCount } = simulate(rng, SAMPLES, 6, temperature);
  return evaluation(logits, labels, classCount).top;
}

/** By trapezoids over the grid, whose ends count half. */
function integral(points: readonly SmoothPoint[], value: (point: SmoothPoint) => number): number {
  const values = points.map((point) => value(point) * point.density);
  const all = values.reduce((sum, one) => sum + one, 0);
  return (all - (values[0]! + values.at(-1)!) / 2) / 200;
}

test('its distance from the diagonal, weighted by the density, is the smooth ECE', () => {
  // As they are, too sure by far, too unsure by far.
  for (const [seed, temperature] of [
    [1, 1],
    [2, 3],
    [3, 0.5],
  ] as const) {
    const top = simulated(seed, temperature);
    const { points, bandwidth, smoothEce } = smoothReliability(top);
    const distance = integral(points, (point) => Math.abs(point.accuracy - point.confidence));
    expect(distance).toBeCloseTo(smoothEceAt(top, bandwidth), 3);
    expect(smoothEce).toBeCloseTo(bandwidth, 4);
  }
});

test('the density sums to one', () => {
  expect(integral(smoothReliability(simulated(4, 2)).points, () => 1)).toBeCloseTo(1, 3);
});

test('three answers, worked out by hand', () => {
  // All on one confidence: conf and acc are the means, whatever the kernel.
  const { points } = smoothReliability(
    topLabelOf([
      { confidence: 0.5, correct: true },
      { confidence: 0.5, correct: false },
      { confidence: 0.5, correct: true },
    ]),
  );
  expect(points.length).toBeGreaterThan(10);
  for (const { confidence, accuracy, effectiveN } of points) {
    expect(confidence).toBeCloseTo(0.5, 12);
    expect(accuracy).toBeCloseTo(2 / 3, 12);
    expect(effectiveN).toBeCloseTo(3, 9);
  }
});

test.each([
  ['without samples', []],
  [
    'of a run that diverged',
    [
      { confidence: Number.NaN, correct: false },
      { confidence: 0.7, correct: true },
    ],
  ],
])('%s there is no point', (_what, samples) => {
  expect(smoothReliability(topLabelOf(samples), 20)).toEqual({
    smoothEce: Number.NaN,
    bandwidth: Number.NaN,
    interval: null,
    noiseFloor: Number.NaN,
    points: [],
  });
});

test('confidence rises along it, and nothing leaves 0 … 1', () => {
  fc.assert(
    fc.property(topLabels, (top) => {
      let before = -1;
      for (const point of smoothReliability(top).points) {
        const [low, high] = point.accuracyInterval;
        // Kernels end where they weigh less than 1e-8: a mean is as exact as that.
        expect(point.confidence).toBeGreaterThanOrEqual(before - 1e-8);
        before = point.confidence;
        for (const value of [point.confidence, point.accuracy, low, high]) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
        expect(low).toBeLessThanOrEqual(point.accuracy + 1e-12);
        expect(high).toBeGreaterThanOrEqual(point.accuracy - 1e-12);
        expect(point.effectiveN).toBeLessThanOrEqual(top.n + 1e-9);
        expect(point.effectiveN).toBeGreaterThanOrEqual(1 - 1e-9);
      }
    }),
    { numRuns: 60 },
  );
});

test('of calibrated data the band holds the diagonal, point by point, 95 times of 100', () => {
  const TRIALS = 120;
  let inside = 0;
  let points = 0;
  for (let trial = 0; trial < TRIALS; trial++) {
    for (const { confidence, accuracyInterval } of smoothReliability(simulated(100 + trial))
      .points) {
      const [low, high] = accuracyInterval;
      points += 1;
      if (low <= confidence && confidence <= high) inside += 1;
    }
  }
  expect(inside / points).toBeGreaterThan(0.93);
  expect(inside / points).toBeLessThan(0.975);
});

test('the noise floor is the mean smooth ECE of calibrated data at that width', () => {
  const TRIALS = 150;
  const bandwidth = 0.05;
  let shown = 0;
  let floor = 0;
  for (let trial = 0; trial < TRIALS; trial++) {
    const top = simulated(300 + trial);
    shown += smoothEceAt(top, bandwidth) / TRIALS;
    floor += smoothReliability(top).noiseFloor / TRIALS;
  }
  // Each at a width of its own, near the one above: the floor falls with the root of the width.
  const width =
    Array.from({ length: 20 }, (_, i) => smoothReliability(simulated(300 + i)).bandwidth).reduce(
      (sum, one) => sum + one,
      0,
    ) / 20;
  expect(Math.abs((floor * Math.sqrt(width / bandwidth)) / shown - 1)).toBeLessThan(0.12);
});

test('the interval holds the value, and narrows with the images', () => {
  const { interval, smoothEce } = smoothReliability(simulated(5, 3), 200);
  const [low, high] = interval!;
  expect(low).toBeLessThan(smoothEce);
  expect(high).toBeGreaterThan(smoothEce);
  expect(high - low).toBeLessThan(0.1);
  expect(smoothReliability(simulated(5, 3)).interval).toBeNull();
});
