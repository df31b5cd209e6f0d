import { describe, expect, test } from 'vitest';
import { createRng, rngStreams } from '../../../src/math/rng.ts';
import { equalMassEdges, equalWidthEdges } from '../../../src/metrics/binEdges.ts';
import { crossFittedGap } from '../../../src/metrics/crossFittedGap.ts';
import { ece } from '../../../src/metrics/ece.ts';
import { eceDifference } from '../../../src/metrics/eceDifference.ts';
import { reliabilityBins } from '../../../src/metrics/reliabilityBins.ts';
import type { TopLabel } from '../../../src/metrics/topLabel.ts';
import { type FakeModel, normalOf, pairedAnswers } from '../../support/pairedAnswers.ts';
import { topLabelOf } from './samples.ts';

const upperEdges = equalWidthEdges(15);
const binned = (top: TopLabel) => ({ top, upperEdges });
const rngOf = (set: number) => createRng(3, rngStreams.subset, set);

describe('crossFittedGap', () => {
  test('is 0 on average of a gap of 0, and all of a gap beyond its noise', () => {
    const rng = rngOf(0);
    const meanAt = (gap: number) => {
      let sum = 0;
      for (let i = 0; i < 40_000; i++) sum += crossFittedGap(gap + 0.1 * normalOf(rng), 0.1).size;
      return sum / 40_000;
    };
    expect(Math.abs(meanAt(0))).toBeLessThan(0.003);
    expect(meanAt(0.5)).toBeCloseTo(0.5, 2);
    // |t|·(1 − 2Φ(−t/√2)) at t = 1
    expect(Math.abs(meanAt(-0.1) - 0.0521)).toBeLessThan(0.003);
  });

  test('is what two halves of the samples say, over many ways to halve them', () => {
    const rng = rngOf(1);
    const [gap, deviation] = [0.7, 1];
    let sum = 0;
    for (let i = 0; i < 200_000; i++) {
      const noise = normalOf(rng);
      sum += (gap + noise) * Math.sign(gap - noise);
    }
    expect(Math.abs(crossFittedGap(gap, deviation).size - sum / 200_000)).toBeLessThan(0.01);
  });

  test.each([-1.3, 0, 0.4, 2.5])('derivatives at %f are those of its values', (gap) => {
    const step = 1e-4;
    const [before, after] = [gap - step, gap + step].map((g) => crossFittedGap(g, 0.6));
    const { slope, curvature, third } = crossFittedGap(gap, 0.6);
    expect((after!.size - before!.size) / (2 * step)).toBeCloseTo(slope, 5);
    expect((after!.slope - before!.slope) / (2 * step)).toBeCloseTo(curvature, 5);
    expect((after!.curvature - before!.curvature) / (2 * step)).toBeCloseTo(third, 5);
  });

  test('without noise is the size', () => {
    expect(crossFittedGap(-0.2, 0)).toEqual({ size: 0.2, slope: -1, curvature: 0, third: 0 });
  });
});

describe('eceDifference', () => {
  const sharp: FakeModel = { kind: 'sharp', tooSure: 0 };
  const broad: FakeModel = { kind: 'broad', tooSure: 0 };
  const wrong: FakeModel = { kind: 'sharp', tooSure: 0.4 };

  test('of many images far from calibrated is the difference of the ECEs', () => {
    const [first, second] = pairedAnswers(
      [wrong, { kind: 'broad', tooSure: 0.2 }],
      60_000,
      rngOf(2),
    );
    const [a, b] = [first, second].map((top) => ece(reliabilityBins(top, upperEdges)));
    const { value, variance } = eceDifference(binned(first), binned(second));
    expect(value).toBeCloseTo(a! - b!, 3);
    expect(Math.sqrt(variance)).toBeLessThan(0.01);
  });

  test('turns its sign with the sides, and is 0 without doubt of one with itself', () => {
    const [first, second] = pairedAnswers([wrong, broad], 500, rngOf(3)).map((top) => ({
      top,
      upperEdges: equalMassEdges(top.confidence, 10),
    }));
    const there = eceDifference(first!, second!);
    const back = eceDifference(second!, first!);
    expect(back.value).toBeCloseTo(-there.value, 12);
    expect(back.variance).toBeCloseTo(there.variance, 14);
    const none = eceDifference(first!, first!);
    expect(none.value).toBeCloseTo(0, 15);
    expect(Math.sqrt(none.variance)).toBeLessThan(1e-8);
  });

  test('two calibrated models of unlike confidences are equal; plain ECEs are not', () => {
    const sets = 150;
    let mean = 0;
    let plain = 0;
    let resolved = 0;
    for (let set = 0; set < sets; set++) {
      const [first, second] = pairedAnswers([sharp, broad], 300, rngOf(100 + set));
      const { value, variance } = eceDifference(binned(first), binned(second));
      const [a, b] = [first, second].map((top) => ece(reliabilityBins(top, upperEdges)));
      mean += value / sets;
      plain += (a! - b!) / sets;
      if (Math.abs(value) > 1.96 * Math.sqrt(variance)) resolved++;
    }
    expect(plain).toBeLessThan(-0.01);
    expect(Math.abs(mean)).toBeLessThan(0.005);
    expect(resolved).toBeLessThanOrEqual(14);
  });

  test('resolves one side that is too sure', () => {
    let resolved = 0;
    for (let set = 0; set < 40; set++) {
      const [first, second] = pairedAnswers([wrong, sharp], 1000, rngOf(400 + set));
      const { value, variance } = eceDifference(binned(first), binned(second));
      if (value > 1.96 * Math.sqrt(variance)) resolved++;
    }
    expect(resolved).toBeGreaterThan(35);
  });

  test('no images are no difference; other images are refused', () => {
    const [first] = pairedAnswers([sharp, broad], 10, rngOf(5));
    const none = binned(topLabelOf([]));
    expect(eceDifference(none, none).value).toBeNaN();
    expect(() => eceDifference(binned(first), none)).toThrow(RangeError);
  });
});
