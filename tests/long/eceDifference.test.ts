import { describe, expect, test } from 'vitest';
import { createRng, rngStreams } from '../../src/math/rng.ts';
import { equalWidthEdges } from '../../src/metrics/binEdges.ts';
import { eceDifference } from '../../src/metrics/eceDifference.ts';
import {
  type FakeModel,
  pairedAnswers,
  populationEce,
  tooSureFor,
} from '../support/pairedAnswers.ts';

const binCount = 15;
const upperEdges = equalWidthEdges(binCount);
const sets = 1000;
const fixedRng = () => createRng(1, rngStreams.subset);

const modelOf = (kind: FakeModel['kind'], ece: number): FakeModel => ({
  kind,
  tooSure: tooSureFor(kind, ece, binCount, fixedRng),
});

/**
 * Of many sets of n images: how often the interval holds the mean difference of such sets, and how
 * often it lies above or below 0. `truth` is the difference of infinitely many images.
 */
function simulate(models: readonly [FakeModel, FakeModel], n: number) {
  const values: number[] = [];
  const halves: number[] = [];
  for (let set = 0; set < sets; set++) {
    const [first, second] = pairedAnswers(models, n, createRng(7, rngStreams.subset, set));
    const difference = eceDifference({ top: first, upperEdges }, { top: second, upperEdges });
    values.push(difference.value);
    halves.push(1.959963984540054 * Math.sqrt(difference.variance));
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / sets;
  const [a, b] = models.map((model) => populationEce(model, binCount, fixedRng()));
  const truth = a! - b!;
  const shareOf = (is: (value: number, half: number) => boolean) =>
    values.filter((value, i) => is(value, halves[i]!)).length / sets;
  return {
    truth,
    mean,
    coverage: shareOf((value, half) => Math.abs(value - mean) <= half),
    above: shareOf((value, half) => value > half),
    below: shareOf((value, half) => value < -half),
  };
}

interface Case {
  readonly first: readonly [FakeModel['kind'], ece: number];
  readonly second: readonly [FakeModel['kind'], ece: number];
  /** The first must be called worse at least as often, for 300, 1,000 and 3,000 images. */
  readonly power?: readonly [number, number, number];
}

const sizes = [300, 1000, 3000] as const;
const cases: readonly Case[] = [
  { first: ['sharp', 0], second: ['sharp', 0] },
  { first: ['broad', 0], second: ['broad', 0] },
  { first: ['sharp', 0], second: ['broad', 0] },
  { first: ['sharp', 0.02], second: ['sharp', 0], power: [0.01, 0.04, 0.27] },
  { first: ['sharp', 0.05], second: ['sharp', 0], power: [0.08, 0.65, 0.98] },
  { first: ['sharp', 0.1], second: ['sharp', 0], power: [0.67, 0.98, 0.98] },
  { first: ['sharp', 0.05], second: ['broad', 0], power: [0.1, 0.53, 0.95] },
  { first: ['broad', 0.05], second: ['broad', 0], power: [0.04, 0.35, 0.9] },
  { first: ['sharp', 0.05], second: ['sharp', 0.05] },
  { first: ['broad', 0.1], second: ['sharp', 0.1] },
  { first: ['sharp', 0.1], second: ['sharp', 0.05], power: [0.28, 0.82, 0.98] },
];

describe.each(sizes.map((n, size) => [n, size] as const))('of %i images', (n, size) => {
  test.each(cases)('$first against $second', ({ first, second, power }) => {
    const told = simulate([modelOf(...first), modelOf(...second)], n);
    expect(told.coverage).toBeGreaterThan(0.93);
    expect(told.coverage).toBeLessThan(0.98);
    expect(told.below).toBeLessThan(0.06);
    if (!power) expect(told.above).toBeLessThan(0.06);
    else {
      expect(told.above).toBeGreaterThanOrEqual(power[size]!);
      // What n images cannot tell is left out.
      expect(told.mean).toBeLessThan(told.truth + 0.006);
    }
  });
});
