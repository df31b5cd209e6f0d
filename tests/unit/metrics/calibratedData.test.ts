import { expect, test } from 'vitest';
import { createRng, rngStreams } from '../../../src/math/rng.ts';
import { equalMassEdges, equalWidthEdges } from '../../../src/metrics/binEdges.ts';
import { debiasedEceL1, debiasedSquaredEceL2 } from '../../../src/metrics/debiasedEce.ts';
import { ece } from '../../../src/metrics/ece.ts';
import { evaluation } from '../../../src/metrics/evaluation.ts';
import { noiseFloor } from '../../../src/metrics/noiseFloor.ts';
import { batchAveragedEce } from '../../../src/metrics/publishedEce.ts';
import { reliabilityBins } from '../../../src/metrics/reliabilityBins.ts';
import { rmsce } from '../../../src/metrics/rmsce.ts';
import { smoothEce } from '../../../src/metrics/smoothEce.ts';
import { simulate } from './samples.ts';

const TRIALS = 100;
const SAMPLES = 500;
const edges = equalWidthEdges(10);

const trials = Array.from({ length: TRIALS }, (_, trial) => {
  const { logits, labels, classCount } = simulate(createRng(trial, rngStreams.subset), SAMPLES, 6);
  const { top } = evaluation(logits, labels, classCount);
  return { top, bins: reliabilityBins(top, edges) };
});
const meanOf = (value: (trial: (typeof trials)[number]) => number) =>
  trials.reduce((sum, trial) => sum + value(trial), 0) / TRIALS;

test('the noise floor is the mean ECE of calibrated data', () => {
  const floor = meanOf(({ bins }) => noiseFloor(bins));
  const shown = meanOf(({ bins }) => ece(bins));
  expect(floor).toBeGreaterThan(0.02);
  expect(Math.abs(shown / floor - 1)).toBeLessThan(0.08);
});

test('debiasing leaves 2 − √2 of the l1 error of calibrated data, and nothing of the squared one', () => {
  const massBins = ({ top }: (typeof trials)[number]) =>
    reliabilityBins(top, equalMassEdges(top.confidence, 10));
  const plain = meanOf((trial) => ece(massBins(trial)));
  const debiased = meanOf((trial) => debiasedEceL1(massBins(trial)));
  expect(Math.abs(debiased / plain - (2 - Math.SQRT2))).toBeLessThan(0.05);
  const squared = meanOf((trial) => rmsce(massBins(trial)) ** 2);
  const debiasedSquared = meanOf((trial) => debiasedSquaredEceL2(massBins(trial)));
  expect(Math.abs(debiasedSquared)).toBeLessThan(0.1 * squared);
});

test('averaging over batches only adds to the ECE', () => {
  for (const { top, bins } of trials.slice(0, 20)) {
    expect(batchAveragedEce(top, 64, 10)).toBeGreaterThanOrEqual(ece(bins) - 1e-12);
    expect(batchAveragedEce(top, SAMPLES, 10)).toBeCloseTo(ece(bins), 12);
  }
  expect(meanOf(({ top }) => batchAveragedEce(top, 64, 10))).toBeGreaterThan(
    2 * meanOf(({ bins }) => ece(bins)),
  );
});

test('the smooth ECE is its own kernel width', () => {
  for (const { top } of trials.slice(0, 10)) {
    const { value, bandwidth } = smoothEce(top);
    expect(Math.abs(value - bandwidth)).toBeLessThan(1e-4);
  }
});
