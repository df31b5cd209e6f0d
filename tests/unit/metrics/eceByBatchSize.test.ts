import { expect, test } from 'vitest';
import { createRng, rngStreams } from '../../../src/math/rng.ts';
import { equalWidthEdges } from '../../../src/metrics/binEdges.ts';
import { ece } from '../../../src/metrics/ece.ts';
import { evaluation } from '../../../src/metrics/evaluation.ts';
import { eceByBatchSize } from '../../../src/metrics/publishedEce.ts';
import { reliabilityBins } from '../../../src/metrics/reliabilityBins.ts';
import { simulate } from './samples.ts';

test('of calibrated answers the estimate grows as batches shrink, and is the ECE for all at once', () => {
  const { logits, labels, classCount } = simulate(createRng(3, rngStreams.bootstrap), 600, 5);
  const { top } = evaluation(logits, labels, classCount);
  const all = eceByBatchSize(top, 15);
  expect(all.map(({ batchSize }) => batchSize)).toEqual([8, 16, 32, 64, 128, 256, 512, 600]);
  expect(all.at(-1)!.ece).toBeCloseTo(ece(reliabilityBins(top, equalWidthEdges(15))), 12);
  for (const { ece: estimate } of all) {
    expect(estimate).toBeGreaterThanOrEqual(all.at(-1)!.ece - 1e-12);
  }
  expect(all[0]!.ece).toBeGreaterThan(3 * all.at(-1)!.ece);
});

test('nothing of no samples, and one value where there are few', () => {
  const none = evaluation([], [], 2).top;
  expect(eceByBatchSize(none, 15)).toEqual([]);
  const two = evaluation([1, 0, 0, 1], [0, 1], 2).top;
  expect(eceByBatchSize(two, 15).map(({ batchSize }) => batchSize)).toEqual([2]);
});
