import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRng, rngStreams } from '../../../src/math/rng.ts';
import { accuracy } from '../../../src/metrics/accuracy.ts';
import { evaluation } from '../../../src/metrics/evaluation.ts';
import { nll } from '../../../src/metrics/nll.ts';
import { fitTemperature } from '../../../src/metrics/temperatureScaling.ts';
import { logitSets, simulate } from './samples.ts';

describe('fitTemperature', () => {
  test('never raises the NLL of its own data, and leaves every prediction as it was', () => {
    fc.assert(
      fc.property(logitSets, ({ logits, labels, classCount }) => {
        const { temperature } = fitTemperature(logits, labels, classCount);
        const before = evaluation(logits, labels, classCount);
        const after = evaluation(logits, labels, classCount, temperature);
        expect(nll(after)).toBeLessThanOrEqual(nll(before) + 1e-9);
        expect(accuracy(after.top)).toBe(accuracy(before.top));
        expect(after.top.correct).toEqual(before.top.correct);
      }),
    );
  });

  test.each([0.3, 1, 4])('finds the temperature %d that made the labels', (truth) => {
    const { logits, labels, classCount } = simulate(
      createRng(5, rngStreams.subset),
      4000,
      5,
      truth,
    );
    const { temperature, atBound } = fitTemperature(logits, labels, classCount);
    expect(atBound).toBe(false);
    expect(Math.abs(temperature / truth - 1)).toBeLessThan(0.06);
  });

  test('logits k times as large ask for a temperature k times as large', () => {
    const { logits, labels, classCount } = simulate(createRng(6, rngStreams.subset), 300, 4);
    const single = fitTemperature(logits, labels, classCount).temperature;
    const doubled = logits.map((z) => 2 * z);
    expect(fitTemperature(doubled, labels, classCount).temperature).toBeCloseTo(2 * single, 8);
  });

  test('bounds, and data that has no optimum', () => {
    expect(fitTemperature([1, 0], [0], 2)).toEqual({ temperature: 0.05, atBound: true });
    expect(fitTemperature([1, 0], [1], 2)).toEqual({ temperature: 20, atBound: true });
    expect(fitTemperature([3, 3], [1], 2)).toEqual({ temperature: 1, atBound: true });
    expect(fitTemperature([Number.NaN, 0], [0], 2)).toEqual({ temperature: 1, atBound: true });
    expect(fitTemperature([], [], 2).temperature).toBeNaN();
  });

  test('classes removed by −Infinity do not change the fit', () => {
    const { logits, labels } = simulate(createRng(7, rngStreams.subset), 200, 3);
    const widened = Array.from(labels, (_, i) => [
      ...logits.subarray(3 * i, 3 * i + 3),
      Number.NEGATIVE_INFINITY,
    ]).flat();
    expect(fitTemperature(widened, labels, 4)).toEqual(fitTemperature(logits, labels, 3));
  });
});
