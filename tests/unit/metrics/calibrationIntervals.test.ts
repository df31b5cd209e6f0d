import { describe, expect, test } from 'vitest';
import {
  bootstrapInterval,
  centredInterval,
  forEachResample,
} from '../../../src/math/bootstrap.ts';
import { createRng, rngStreams } from '../../../src/math/rng.ts';
import { accuracy } from '../../../src/metrics/accuracy.ts';
import { equalWidthEdges } from '../../../src/metrics/binEdges.ts';
import { calibrationIntervals } from '../../../src/metrics/calibrationIntervals.ts';
import { ece } from '../../../src/metrics/ece.ts';
import { evaluation } from '../../../src/metrics/evaluation.ts';
import { reliabilityBins } from '../../../src/metrics/reliabilityBins.ts';
import type { TopLabel } from '../../../src/metrics/topLabel.ts';
import { simulate, topLabelOf } from './samples.ts';

const upperEdges = equalWidthEdges(10);
const { logits, labels, classCount } = simulate(createRng(1, rngStreams.subset), 300, 5);
const { top } = evaluation(logits, labels, classCount, 0.4);

const resampled = ({ confidence, correct }: TopLabel, indices: Uint32Array): TopLabel => ({
  n: indices.length,
  confidence: Float64Array.from(indices, (index) => confidence[index]!),
  correct: Uint8Array.from(indices, (index) => correct[index]!),
});

describe('calibrationIntervals', () => {
  test('equal the plain bootstrap of the metrics themselves', () => {
    const draws = 200;
    const fast = calibrationIntervals(top, upperEdges, { draws });
    const eceOfDraws = new Float64Array(draws);
    forEachResample(
      top.n,
      (indices, draw) => {
        eceOfDraws[draw] = ece(reliabilityBins(resampled(top, indices), upperEdges));
      },
      { draws },
    );
    const slowEce = centredInterval(eceOfDraws, ece(reliabilityBins(top, upperEdges)))!;
    const slowAccuracy = bootstrapInterval(top.n, (i) => accuracy(resampled(top, i)), { draws })!;
    fast.ece!.forEach((end, e) => {
      expect(end).toBeCloseTo(slowEce[e]!, 12);
    });
    expect(fast.accuracy).toEqual(slowAccuracy);
  });

  test('hold the accuracy of all samples and of each bin; empty bins have none', () => {
    const { accuracy: whole, binAccuracy } = calibrationIntervals(top, upperEdges);
    expect(whole![0]).toBeLessThan(accuracy(top));
    expect(whole![1]).toBeGreaterThan(accuracy(top));
    const bins = reliabilityBins(top, upperEdges);
    for (const [b, interval] of binAccuracy.entries()) {
      const value = bins.correct[b]! / bins.count[b]!;
      expect(interval === null).toBe(bins.count[b] === 0);
      if (interval === null) continue;
      expect(interval[0]).toBeLessThanOrEqual(value);
      expect(interval[1]).toBeGreaterThanOrEqual(value);
    }
  });

  test('hold the ECE itself, and that of other samples of the same model as often as they say', () => {
    const repeats = 200;
    const eces: number[] = [];
    const intervals = Array.from({ length: repeats }, (_, repeat) => {
      const rng = createRng(repeat, rngStreams.subset);
      const samples = Array.from({ length: 250 }, () => {
        const confidence = 0.2 + 0.8 * rng.uniform();
        return { confidence, correct: rng.uniform() < confidence - 0.05 };
      });
      const sample = topLabelOf(samples);
      const value = ece(reliabilityBins(sample, upperEdges));
      eces.push(value);
      const interval = calibrationIntervals(sample, upperEdges, { draws: 200 }).ece!;
      expect(interval[0]).toBeLessThan(value);
      expect(interval[1]).toBeGreaterThan(value);
      return interval;
    });
    const expected = eces.reduce((sum, value) => sum + value, 0) / repeats;
    const holding = intervals.filter(([low, high]) => low <= expected && expected <= high).length;
    expect(holding / repeats).toBeGreaterThan(0.88);
    expect(holding / repeats).toBeLessThanOrEqual(1);
  });

  test('are absent without draws or samples', () => {
    for (const none of [
      calibrationIntervals(top, upperEdges, { draws: 0 }),
      calibrationIntervals(topLabelOf([]), upperEdges),
    ]) {
      expect(none.accuracy).toBeNull();
      expect(none.ece).toBeNull();
      expect(none.binAccuracy).toEqual(new Array(10).fill(null));
    }
  });
});
