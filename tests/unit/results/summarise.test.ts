import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { summarise } from '../../../src/results/summarise.ts';
import type { SummaryOptions } from '../../../src/results/types.ts';
import { logitSets } from '../metrics/samples.ts';

const options: SummaryOptions = { temperature: 1, binCount: 10, binning: 'width', draws: 20 };

describe('summarise', () => {
  test('its bins make up its totals, in both binnings', () => {
    fc.assert(
      fc.property(logitSets, fc.constantFrom('width', 'mass'), (set, binning) => {
        const { logits, labels, classCount } = set;
        const summary = summarise(logits, labels, classCount, { ...options, binning, draws: 0 });
        const sum = (value: (bin: (typeof summary.bins)[number]) => number) =>
          summary.bins.reduce((total, bin) => total + value(bin), 0);
        expect(sum(({ count }) => count)).toBe(summary.n);
        expect(sum(({ correct }) => correct) / summary.n).toBeCloseTo(summary.accuracy, 12);
        const weightedGap = sum(({ count, accuracy, confidence }) =>
          count === 0 ? 0 : (count / summary.n) * Math.abs(accuracy! - confidence!),
        );
        expect(weightedGap).toBeCloseTo(summary.ece, 12);
        expect(summary.overconfidentPart + summary.underconfidentPart).toBeCloseTo(summary.ece, 12);
        expect(summary.meanConfidence - summary.accuracy).toBeCloseTo(summary.signedGap, 12);
      }),
    );
  });

  test('bins join without gaps from 0 to 1; empty ones have null values', () => {
    const { bins } = summarise([5, 0, 0, 5], [0, 0], 2, options);
    expect(bins[0]!.lower).toBe(0);
    expect(bins.at(-1)!.upper).toBe(1);
    for (let b = 1; b < bins.length; b++) expect(bins[b]!.lower).toBe(bins[b - 1]!.upper);
    expect(bins[0]).toMatchObject({ count: 0, accuracy: null, confidence: null });
    expect(bins[0]!.accuracyInterval).toBeNull();
    expect(bins[9]).toMatchObject({ count: 2, correct: 1, accuracy: 0.5 });
  });

  test('the same evaluation gives the same intervals', () => {
    const once = () => summarise([1, 0, 0, 1, 2, 0], [0, 0, 1], 2, options);
    expect(once()).toEqual(once());
    expect(once().accuracyInterval).not.toBeNull();
  });

  test('without samples every value is no data, and never 0', () => {
    const none = summarise([], [], 10, options);
    expect(none.n).toBe(0);
    for (const name of ['accuracy', 'ece', 'noiseFloor', 'nll', 'brier', 'signedGap'] as const) {
      expect(none[name], name).toBeNaN();
    }
    expect(none.accuracyInterval).toBeNull();
    expect(none.eceInterval).toBeNull();
    expect(none.bins.every(({ accuracy }) => accuracy === null)).toBe(true);
  });
});
