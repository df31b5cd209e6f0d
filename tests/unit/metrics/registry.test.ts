import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRng, rngStreams } from '../../../src/math/rng.ts';
import { type Evaluation, evaluation } from '../../../src/metrics/evaluation.ts';
import type { Metric } from '../../../src/metrics/metric.ts';
import { metrics } from '../../../src/metrics/registry.ts';
import { type Logits, logitSets, simulate } from './samples.ts';

/** What holds of every metric, whatever it measures: the registry's newest is tested with its line. */

const bins = { binCount: 10, binning: 'width' } as const;
const each = metrics.map((metric) => [metric.id, metric] as const);
const of = ({ logits, labels, classCount }: Logits, temperature = 1): Evaluation =>
  evaluation(logits, labels, classCount, temperature);

/** Sets without ties, so that no order has to break one. */
const drawn = fc
  .record({
    seed: fc.nat(1e6),
    n: fc.integer({ min: 1, max: 120 }),
    classes: fc.integer({ min: 2, max: 6 }),
  })
  .map(({ seed, n, classes }) => simulate(createRng(seed, rngStreams.subset), n, classes));

const range = ({ unit, best }: Metric): readonly [number, number] => {
  if (best === 'zero') return [-1, 1];
  if (unit === 'fraction') return [0, 1];
  return [0, unit === 'score' ? 2 : Number.POSITIVE_INFINITY];
};

const shuffled = ({ logits, labels, classCount }: Logits): Logits => {
  const order = Array.from(labels, (_, i) => i).reverse();
  return {
    classCount,
    labels: Int32Array.from(order, (i) => labels[i]!),
    logits: Float32Array.from(
      order.flatMap((i) => [...logits.slice(i * classCount, (i + 1) * classCount)]),
    ),
  };
};

/** Class k becomes class C − 1 − k. */
const renamed = ({ logits, labels, classCount }: Logits): Logits => ({
  classCount,
  labels: labels.map((label) => classCount - 1 - label),
  logits: Float32Array.from(
    Array.from(labels).flatMap((_, i) =>
      [...logits.slice(i * classCount, (i + 1) * classCount)].reverse(),
    ),
  ),
});

describe.each(each)('%s', (_, metric) => {
  test('lies where its unit says', () => {
    const [low, high] = range(metric);
    fc.assert(
      fc.property(logitSets, (set) => {
        const value = metric.compute(of(set), bins);
        expect(value).toBeGreaterThanOrEqual(low - 1e-12);
        expect(value).toBeLessThanOrEqual(high + 1e-12);
      }),
      { numRuns: 40 },
    );
  });

  test('asks neither for the order of the images nor for that of the classes', () => {
    fc.assert(
      fc.property(drawn, (set) => {
        const value = metric.compute(of(set), bins);
        for (const other of [shuffled(set), renamed(set)]) {
          expect(metric.compute(of(other), bins)).toBeCloseTo(value, 9);
        }
      }),
      { numRuns: 25 },
    );
  });

  test('changes with the temperature, unless it says that it does not', () => {
    const set = simulate(createRng(5, rngStreams.subset), 400, 5);
    const [plain, cooled] = [1, 0.25].map((at) => metric.compute(of(set, at), bins));
    if (metric.unscaled) expect(cooled).toBe(plain);
    else expect(Math.abs(cooled! - plain!)).toBeGreaterThan(1e-4);
  });
});

test.each(['nll', 'brier', 'topLabelBrier'])('%s is least at the true probabilities', (id) => {
  const { compute } = metrics.find((metric) => metric.id === id)!;
  const set = simulate(createRng(8, rngStreams.subset), 4000, 5);
  const at = (temperature: number) => compute(of(set, temperature), bins);
  for (const temperature of [0.3, 0.6, 1.7, 4]) expect(at(temperature)).toBeGreaterThan(at(1));
});
