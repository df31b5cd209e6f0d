import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { argmax } from '../../../src/math/argmax.ts';
import { minimise } from '../../../src/math/lbfgs.ts';
import { createRng, rngStreams } from '../../../src/math/rng.ts';
import { evaluation } from '../../../src/metrics/evaluation.ts';
import { nll } from '../../../src/metrics/nll.ts';
import { softmax } from '../../../src/metrics/softmax.ts';
import type { LabelledLogits } from '../../../src/posthoc/calibrator.ts';
import { fitHistogram, histogramBins } from '../../../src/posthoc/histogramBinning.ts';
import { fitIsotonic } from '../../../src/posthoc/isotonic.ts';
import { logProbabilities } from '../../../src/posthoc/logProbabilities.ts';
import { structuredObjective } from '../../../src/posthoc/matrixScaling.ts';
import { calibrators, fitCalibrator } from '../../../src/posthoc/registry.ts';
import { logitSets, simulate } from '../metrics/samples.ts';

const named = (id: string) => calibrators.find((one) => one.id === id)!;
const nllOf = (logits: ArrayLike<number>, { labels, classCount }: LabelledLogits) =>
  nll(evaluation(logits, labels, classCount));
const rows = (values: ArrayLike<number>, classCount: number) =>
  Array.from({ length: values.length / classCount }, (_, i) =>
    Array.from({ length: classCount }, (__, k) => values[i * classCount + k]!),
  );
const rng = () => createRng(7, rngStreams.bootstrap);

describe.each(calibrators.map((one) => [one.id, one] as const))('%s', (_, calibrator) => {
  test('gives probabilities whatever the data, and takes none from an absent class', () =>
    fc.assert(
      fc.property(logitSets, (set) => {
        const { classCount } = set;
        const other = Float32Array.from(set.logits, (z, i) =>
          i % classCount === 1 ? -Infinity : z,
        );
        const applied = fitCalibrator(calibrator, set).apply(other);
        for (const row of rows(applied, classCount)) {
          expect(row[1]).toBe(-Infinity);
          expect(row.reduce((sum, value) => sum + Math.exp(value), 0)).toBeCloseTo(1, 9);
        }
      }),
      { numRuns: 25 },
    ));

  test('says that it has nothing where there is no image, no number, or one class', () => {
    const none = { logits: [], labels: [], classCount: 3 };
    expect(fitCalibrator(calibrator, none).atBound).toBe(true);
    const plain = logProbabilities([1, 2, 3], 3);
    expect([...fitCalibrator(calibrator, none).apply([1, 2, 3])]).toEqual([...plain]);
    const diverged = { logits: [Number.NaN, 1, 1, 0], labels: [0, 1], classCount: 2 };
    expect(fitCalibrator(calibrator, diverged).atBound).toBe(true);
    const alone = fitCalibrator(calibrator, { logits: [3, 4], labels: [0, 0], classCount: 1 });
    expect([...alone.apply([5])]).toEqual([0]);
  });

  test('stays finite on separable data', () => {
    const set = { logits: [5, 0, 0, 5, 4, 0, 0, 4], labels: [0, 1, 0, 1], classCount: 2 };
    const applied = fitCalibrator(calibrator, set).apply(set.logits);
    expect(Number.isFinite(nllOf(applied, set))).toBe(true);
  });

  test.runIf(calibrator.keepsPrediction)('keeps every prediction', () =>
    fc.assert(
      fc.property(logitSets, (set) => {
        const { logits, classCount } = set;
        const applied = fitCalibrator(calibrator, set).apply(logits);
        for (let row = 0; row < logits.length; row += classCount) {
          const best = argmax(logits, row, classCount);
          for (let k = 0; k < classCount; k++) {
            expect(applied[row + best]).toBeGreaterThanOrEqual(applied[row + k]!);
          }
        }
      }),
      { numRuns: 25 },
    ),
  );

  test('lowers the NLL of data that are too sharp by a factor of two', () => {
    const set = simulate(rng(), 400, 4);
    const sharp = { ...set, logits: set.logits.map((z) => 2 * z) };
    const applied = fitCalibrator(calibrator, sharp).apply(sharp.logits);
    expect(nllOf(applied, set)).toBeLessThan(nllOf(sharp.logits, set));
  });
});

test('isotonic regression rises', () =>
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean()), {
        minLength: 1,
      }),
      (samples) => {
        const map = fitIsotonic(
          Float64Array.from(samples, ([p]) => p),
          Uint8Array.from(samples, ([, right]) => (right ? 1 : 0)),
        );
        const values = Array.from({ length: 101 }, (_, i) => map(i / 100));
        for (let i = 1; i < values.length; i++) {
          expect(values[i]).toBeGreaterThanOrEqual(values[i - 1]! - 1e-12);
        }
      },
    ),
  ));

test('a histogram is right in each of its bins, on what it was fitted on', () => {
  const { logits, labels, classCount } = simulate(rng(), 300, 3);
  const p = softmax(logits, classCount).filter((_, i) => i % classCount === 0);
  const outcome = Uint8Array.from(labels, (label) => (label === 0 ? 1 : 0));
  const map = fitHistogram(p, outcome);
  for (let b = 0; b < histogramBins; b++) {
    const own = [...p.keys()].filter((i) => Math.ceil(p[i]! * histogramBins) - 1 === b);
    if (own.length === 0) continue;
    const right = own.reduce((sum, i) => sum + outcome[i]!, 0) / own.length;
    const said = own.reduce((sum, i) => sum + map(p[i]!), 0) / own.length;
    expect(said).toBeCloseTo(right, 12);
  }
});

test('on the fitted data a mixture is no worse than its parts, and vector scaling no worse than T', () => {
  for (const trueTemperature of [0.5, 1, 3]) {
    const set = simulate(rng(), 200, 4, trueTemperature);
    const at = (id: string) => nllOf(fitCalibrator(named(id), set).apply(set.logits), set);
    expect(at('ensembleTemperature')).toBeLessThanOrEqual(at('temperature') + 1e-9);
    expect(at('vector')).toBeLessThanOrEqual(at('temperature') + 1e-9);
  }
});

test('vector scaling of two mirrored classes has equal weights: it is temperature scaling', () => {
  const half = simulate(rng(), 150, 2);
  const mirrored = {
    logits: [...half.logits, ...rows(half.logits, 2).flatMap(([a, b]) => [b!, a!])],
    labels: [...half.labels, ...half.labels.map((label) => 1 - label)],
    classCount: 2,
  };
  const vector = fitCalibrator(named('vector'), mirrored).apply(half.logits);
  const scaled = fitCalibrator(named('temperature'), mirrored).apply(half.logits);
  for (const [i, value] of vector.entries()) expect(value).toBeCloseTo(scaled[i]!, 5);
});

test('the objective of matrix scaling: its gradient is that of differences, and 0 at the optimum', () => {
  const { logits, labels, classCount } = simulate(rng(), 80, 3);
  const x = logProbabilities(logits, classCount);
  const objective = structuredObjective(x, logits, labels, classCount);
  const theta = Float64Array.from({ length: 12 }, (_, i) => Math.sin(i) / 5);
  const gradient = new Float64Array(12);
  const unused = new Float64Array(12);
  objective(theta, gradient);
  for (let i = 0; i < 12; i++) {
    const moved = (by: number) => theta.map((value, j) => (j === i ? value + by : value));
    const difference = objective(moved(1e-5), unused) - objective(moved(-1e-5), unused);
    expect(gradient[i]).toBeCloseTo(difference / 2e-5, 7);
  }
  const { x: best, slope } = minimise(objective, theta, { tolerance: 1e-8, iterations: 300 });
  expect(slope).toBeLessThan(1e-8);
  objective(best, gradient);
  expect(Math.max(...gradient.map(Math.abs))).toBeLessThan(1e-8);
});

test('the oracle alone is marked', () =>
  expect(calibrators.filter(({ oracle }) => oracle).map(({ id }) => id)).toEqual([
    'temperaturePerSet',
  ]));
