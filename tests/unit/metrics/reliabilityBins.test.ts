import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binIndex, equalMassEdges, equalWidthEdges } from '../../../src/metrics/binEdges.ts';
import { eceParts } from '../../../src/metrics/ece.ts';
import { mce } from '../../../src/metrics/mce.ts';
import { noiseFloor } from '../../../src/metrics/noiseFloor.ts';
import { mergeBins, reliabilityBins, sampleCount } from '../../../src/metrics/reliabilityBins.ts';
import { rmsce } from '../../../src/metrics/rmsce.ts';
import { signedGap } from '../../../src/metrics/signedGap.ts';
import type { TopLabel } from '../../../src/metrics/topLabel.ts';
import { topLabelOf, topLabels } from './samples.ts';

const binCounts = fc.integer({ min: 1, max: 25 });

const slice = ({ confidence, correct }: TopLabel, start: number, end?: number): TopLabel => {
  const part = confidence.slice(start, end);
  return { n: part.length, confidence: part, correct: correct.slice(start, end) };
};

describe('bin edges', () => {
  test('a value on an edge belongs to the bin below; 0 to the first, 1 to the last', () => {
    for (const n of [1, 3, 7, 10, 15, 49]) {
      const edges = equalWidthEdges(n);
      for (let b = 0; b < n; b++) {
        expect(binIndex((b + 1) / n, edges)).toBe(b);
        if (b > 0) expect(binIndex(b / n + 1e-12, edges)).toBe(b);
      }
      expect(binIndex(0, edges)).toBe(0);
      expect(binIndex(1, edges)).toBe(n - 1);
    }
  });

  test('equal-mass edges rise, end at 1, and keep ties together', () => {
    fc.assert(
      fc.property(topLabels, binCounts, ({ confidence }, binCount) => {
        const edges = equalMassEdges(confidence, binCount);
        expect(edges.length).toBeLessThanOrEqual(binCount);
        expect(edges.at(-1)).toBe(1);
        for (let b = 1; b < edges.length; b++) expect(edges[b]).toBeGreaterThan(edges[b - 1]!);
      }),
    );
  });

  test('distinct confidences fill equal-mass bins to within one', () => {
    const confidence = Float64Array.from({ length: 103 }, (_, i) => ((i * 37) % 103) / 103);
    const edges = equalMassEdges(confidence, 10);
    const correct = new Uint8Array(103);
    const { count } = reliabilityBins({ n: 103, confidence, correct }, edges);
    expect(Array.from(count)).toEqual([11, 11, 11, 10, 10, 10, 10, 10, 10, 10]);
  });

  test.each([0, -1, 2.5, Number.NaN])('%d bins are refused', (binCount) => {
    expect(() => equalWidthEdges(binCount)).toThrow(RangeError);
    expect(() => equalMassEdges([0.5], binCount)).toThrow(RangeError);
  });
});

describe('bins', () => {
  test('counts add up to n, parts to the ECE, and the ECE is at least the signed gap', () => {
    fc.assert(
      fc.property(topLabels, binCounts, fc.boolean(), (top, binCount, mass) => {
        const edges = mass ? equalMassEdges(top.confidence, binCount) : equalWidthEdges(binCount);
        const bins = reliabilityBins(top, edges);
        expect(sampleCount(bins)).toBe(top.n);
        const { ece, overconfident, underconfident } = eceParts(bins);
        expect(overconfident + underconfident).toBeCloseTo(ece, 12);
        expect(overconfident - underconfident).toBeCloseTo(signedGap(top), 12);
        expect(ece).toBeGreaterThanOrEqual(Math.abs(signedGap(top)) - 1e-12);
        expect(rmsce(bins)).toBeGreaterThanOrEqual(ece - 1e-12);
        expect(mce(bins)).toBeGreaterThanOrEqual(rmsce(bins) - 1e-12);
      }),
    );
  });

  test('two chunks merge into the whole', () => {
    fc.assert(
      fc.property(topLabels, binCounts, fc.nat(80), (top, binCount, cut) => {
        const edges = equalWidthEdges(binCount);
        const whole = reliabilityBins(top, edges);
        const merged = mergeBins(
          reliabilityBins(slice(top, 0, cut), edges),
          reliabilityBins(slice(top, cut), edges),
        );
        expect(merged.count).toEqual(whole.count);
        expect(merged.correct).toEqual(whole.correct);
        expect(eceParts(merged).ece).toBeCloseTo(eceParts(whole).ece, 12);
        expect(noiseFloor(merged)).toBeCloseTo(noiseFloor(whole), 12);
      }),
    );
  });

  test('the order of samples does not matter', () => {
    fc.assert(
      fc.property(topLabels, binCounts, (top, binCount) => {
        const reversed: TopLabel = {
          n: top.n,
          confidence: top.confidence.slice().reverse(),
          correct: top.correct.slice().reverse(),
        };
        const edges = equalMassEdges(top.confidence, binCount);
        expect(equalMassEdges(reversed.confidence, binCount)).toEqual(edges);
        const [a, b] = [top, reversed].map((each) => eceParts(reliabilityBins(each, edges)));
        expect(a!.ece).toBeCloseTo(b!.ece, 12);
      }),
    );
  });

  test('bins with other edges do not merge', () => {
    const top = topLabelOf([{ confidence: 0.5, correct: true }]);
    const of = (binCount: number) => reliabilityBins(top, equalWidthEdges(binCount));
    expect(() => mergeBins(of(10), of(15))).toThrow(RangeError);
  });

  test('a confidence that is not a number makes the ECE not a number', () => {
    const top = topLabelOf([
      { confidence: Number.NaN, correct: false },
      { confidence: 0.9, correct: true },
    ]);
    expect(eceParts(reliabilityBins(top, equalWidthEdges(10))).ece).toBeNaN();
  });
});
