import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRng, rngStreams } from '../../../src/math/rng.ts';
import { equalWidthEdges } from '../../../src/metrics/binEdges.ts';
import { ece } from '../../../src/metrics/ece.ts';
import { evaluation } from '../../../src/metrics/evaluation.ts';
import { noiseFloor } from '../../../src/metrics/noiseFloor.ts';
import {
  batchAveragedEce,
  batchSizes,
  eceByBatchSize,
  publishedEceMetric,
} from '../../../src/metrics/publishedEce.ts';
import { reliabilityBins } from '../../../src/metrics/reliabilityBins.ts';
import { logitSets, simulate } from './samples.ts';

const simulated = (n: number) => {
  const { logits, labels, classCount } = simulate(createRng(3, rngStreams.bootstrap), n, 5);
  return evaluation(logits, labels, classCount);
};

test('batch sizes go from 8 images to all, by eighths of a double, through every power of 2', () => {
  const sizes = batchSizes(1682);
  expect(sizes.slice(0, 6)).toEqual([8, 9, 10, 11, 12, 13]);
  for (let power = 8; power < 1682; power *= 2) expect(sizes).toContain(power);
  expect(sizes.at(-1)).toBe(1682);
  expect(sizes.every((size, i) => i === 0 || size > sizes[i - 1]!)).toBe(true);
  expect([0, 1, 8, 9].map(batchSizes)).toEqual([[], [1], [8], [8, 9]]);
});

test('of calibrated answers the estimate grows as batches shrink, and is the ECE for all at once', () => {
  const { top } = simulated(600);
  const all = eceByBatchSize(top, 15);
  const bins = reliabilityBins(top, equalWidthEdges(15));
  const whole = all.at(-1)!;
  expect(whole.ece).toBeCloseTo(ece(bins), 12);
  expect(whole.noiseFloor).toBeCloseTo(noiseFloor(bins), 12);
  for (const { batchSize, ece: estimate } of all) {
    expect(estimate).toBeGreaterThanOrEqual(whole.ece - 1e-12);
    expect(estimate).toBeCloseTo(batchAveragedEce(top, batchSize, 15), 12);
  }
  const at = (size: number) => all.find(({ batchSize }) => batchSize === size)!;
  expect(at(8).ece).toBeGreaterThan(3 * whole.ece);
  // Calibrated: the floor of such batches is all there is to it.
  expect(Math.abs(at(32).ece / at(32).noiseFloor - 1)).toBeLessThan(0.1);
});

test('each batch as its own evaluation, averaged by its size', () => {
  const { top } = simulated(75);
  const parts = [0, 32, 64].map((start) => {
    const confidence = top.confidence.subarray(start, start + 32);
    const correct = top.correct.subarray(start, start + 32);
    const n = confidence.length;
    return n * ece(reliabilityBins({ n, confidence, correct }, equalWidthEdges(10)));
  });
  const mean = parts.reduce((sum, part) => sum + part, 0) / 75;
  expect(batchAveragedEce(top, 32, 10)).toBeCloseTo(mean, 12);
});

test('two batches made one never raise it', () => {
  fc.assert(
    fc.property(
      logitSets,
      fc.integer({ min: 1, max: 40 }),
      ({ logits, labels, classCount }, size) => {
        const { top } = evaluation(logits, labels, classCount);
        const [small, large] = [size, 2 * size].map((one) => batchAveragedEce(top, one, 10));
        if (top.n === 0) expect(small).toBeNaN();
        else expect(large).toBeLessThanOrEqual(small! + 1e-12);
      },
    ),
  );
});

test('the metric is of batches of 512, in bins of equal width whatever is chosen', () => {
  const some = simulated(1100);
  const value = publishedEceMetric.compute(some, { binCount: 10, binning: 'mass' });
  expect(value).toBe(batchAveragedEce(some.top, 512, 10));
  expect(value).not.toBe(batchAveragedEce(some.top, 1100, 10));
});

test('nothing of no samples', () => {
  expect(eceByBatchSize(evaluation([], [], 2).top, 15)).toEqual([]);
});
