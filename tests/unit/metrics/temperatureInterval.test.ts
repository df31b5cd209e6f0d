import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/math/rng.ts';
import { temperatureInterval } from '../../../src/metrics/temperatureInterval.ts';
import { fitTemperature } from '../../../src/metrics/temperatureScaling.ts';

const classCount = 6;

/** Logits of a model whose true temperature is `truth`: labels are drawn from softmax(z / truth). */
function drawn(seed: number, n: number, truth: number) {
  const rng = createRng(seed, 5, 0);
  const uniform = () => (rng.below(2 ** 30) + 0.5) / 2 ** 30;
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const logits = Float64Array.from({ length: n * classCount }, () => 2.5 * normal());
  const labels = Int32Array.from({ length: n }, (_, i) => {
    const row = logits.subarray(i * classCount, (i + 1) * classCount);
    const weights = row.map((value) => Math.exp(value / truth));
    const at = uniform() * weights.reduce((sum, weight) => sum + weight, 0);
    const reaches = (k: number) => weights.slice(0, k + 1).reduce((sum, weight) => sum + weight, 0);
    return Math.max(
      0,
      [...weights.keys()].findIndex((k) => at < reaches(k)),
    );
  });
  return { logits, labels };
}

describe('the interval of a fitted temperature', () => {
  test('holds the true one in about 95 of 100 samples', () => {
    let held = 0;
    const samples = 300;
    for (let seed = 0; seed < samples; seed++) {
      const { logits, labels } = drawn(seed, 300, 1.6);
      const { temperature } = fitTemperature(logits, labels, classCount);
      const [low, high] = temperatureInterval(logits, labels, classCount, temperature)!;
      expect(low).toBeLessThan(temperature);
      expect(high).toBeGreaterThan(temperature);
      if (low <= 1.6 && 1.6 <= high) held += 1;
    }
    // Within three standard errors of a share of .95.
    expect(Math.abs(held / samples - 0.95)).toBeLessThan(3 * Math.sqrt((0.95 * 0.05) / samples));
  });

  test('is as wide as a bootstrap’s', () => {
    const { logits, labels } = drawn(7, 400, 1.3);
    const { temperature } = fitTemperature(logits, labels, classCount);
    const [low, high] = temperatureInterval(logits, labels, classCount, temperature)!;
    const rng = createRng(11, 5, 1);
    const fits = Array.from({ length: 300 }, () => {
      const picked = Array.from({ length: 400 }, () => rng.below(400));
      return fitTemperature(
        picked.flatMap((i) => [...logits.subarray(i * classCount, (i + 1) * classCount)]),
        picked.map((i) => labels[i]!),
        classCount,
      ).temperature;
    }).sort((a, b) => a - b);
    const width = Math.log(fits[292]! / fits[7]!);
    expect(Math.log(high / low) / width).toBeGreaterThan(0.85);
    expect(Math.log(high / low) / width).toBeLessThan(1.18);
  });

  test('shrinks with the root of n, and is nothing without data', () => {
    const width = (n: number) => {
      const { logits, labels } = drawn(3, n, 1);
      const [low, high] = temperatureInterval(logits, labels, classCount, 1)!;
      return Math.log(high / low);
    };
    expect(width(400) / width(6400)).toBeGreaterThan(3.2);
    expect(width(400) / width(6400)).toBeLessThan(4.8);
    expect(temperatureInterval([], [], 3, 1)).toBeNull();
    expect(temperatureInterval([1, 1, 2, 2], [0, 1], 2, 1)).toBeNull();
  });
});
