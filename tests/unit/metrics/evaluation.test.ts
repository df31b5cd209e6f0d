import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRng, rngStreams } from '../../../src/math/rng.ts';
import { evaluation } from '../../../src/metrics/evaluation.ts';
import { metrics } from '../../../src/metrics/registry.ts';
import { softmax } from '../../../src/metrics/softmax.ts';
import { columnNames, metricOf } from '../../../src/results/resultColumns.ts';
import { summarise } from '../../../src/results/summarise.ts';
import { columnName, readColumnName } from '../../../src/results/tableColumns.ts';
import { logitSets, simulate } from './samples.ts';

describe('evaluation', () => {
  test.each([
    ['too few logits', [1, 2, 3], [0, 1], 2, 1],
    ['a label that is no class', [1, 2], [2], 2, 1],
    ['a label below zero', [1, 2], [-1], 2, 1],
    ['no classes', [], [], 0, 1],
    ['temperature zero', [1, 2], [0], 2, 0],
    ['temperature that is not a number', [1, 2], [0], 2, Number.NaN],
  ])('%s is refused', (_, logits, labels, classCount, temperature) => {
    expect(() => evaluation(logits, labels, classCount, temperature)).toThrow(RangeError);
  });

  test('confidence is the largest probability; the first of equal classes wins', () => {
    fc.assert(
      fc.property(logitSets, fc.double({ min: 0.05, max: 20, noNaN: true }), (set, temperature) => {
        const { top } = evaluation(set.logits, set.labels, set.classCount, temperature);
        const probabilities = softmax(set.logits, set.classCount, temperature);
        for (let i = 0; i < top.n; i++) {
          const row = probabilities.subarray(i * set.classCount, (i + 1) * set.classCount);
          expect(top.confidence[i]).toBeCloseTo(Math.max(...row), 12);
          expect(top.confidence[i]).toBeLessThanOrEqual(1);
        }
      }),
    );
    expect(Array.from(evaluation([3, 3, 3, 3], [0, 1], 2).top.correct)).toEqual([1, 0]);
  });

  test('logits of a thousand stay finite; a removed class has probability zero', () => {
    const { top } = evaluation([1000, -1000, Number.NEGATIVE_INFINITY], [0], 3);
    expect(top.confidence[0]).toBe(1);
    const three = [0, Math.log(3), Number.NEGATIVE_INFINITY];
    expect(evaluation(three, [1], 3).top.confidence[0]).toBeCloseTo(0.75, 15);
    expect(softmax(three, 3)[2]).toBe(0);
  });

  test('rows of a diverged run count as wrong and have no confidence', () => {
    const { top } = evaluation([Number.NaN, 1, 1, Number.POSITIVE_INFINITY], [0, 1], 2);
    expect(Array.from(top.correct)).toEqual([0, 0]);
    expect(top.confidence.every(Number.isNaN)).toBe(true);
  });
});

const bins = { binCount: 10, binning: 'width' } as const;

describe('registry', () => {
  test('ids are unique, and so are the names that links and flags make of them', () => {
    expect(new Set(metrics.map(({ id }) => id)).size).toBe(metrics.length);
    for (const name of columnNames()) expect(columnName(readColumnName(name)!)).toBe(name);
    expect(new Set(columnNames()).size).toBe(columnNames().length);
    expect(
      metrics.every((metric) => metricOf({ metric: metric.id, scaled: true }) === metric),
    ).toBe(true);
  });

  test('the ECE, its floor, MCE and RMSCE follow the chosen bins', () => {
    const { logits, labels, classCount } = simulate(createRng(1, rngStreams.subset), 60, 4);
    const some = evaluation(logits, labels, classCount);
    const { ece, noiseFloor } = summarise(logits, labels, classCount, {
      temperature: 1,
      binCount: 7,
      binning: 'mass',
      draws: 0,
    });
    const at = (id: string, binning: 'width' | 'mass') =>
      metrics.find((metric) => metric.id === id)!.compute(some, { binCount: 7, binning });
    expect(at('ece', 'mass')).toBe(ece);
    expect(at('adaptiveEce', 'width')).toBe(ece);
    expect(at('noiseFloor', 'mass')).toBe(noiseFloor);
    for (const id of ['ece', 'mce', 'rmsce']) {
      expect(at(id, 'mass'), id).not.toBeCloseTo(at(id, 'width'), 3);
    }
  });

  test.each(metrics.map((metric) => [metric.id, metric] as const))(
    '%s is NaN without samples and finite with them',
    (_, metric) => {
      expect(metric.compute(evaluation([], [], 3), bins)).toBeNaN();
      const some = evaluation([2, 1, 0, 0, 1, 5], [0, 1], 3);
      expect(Number.isFinite(metric.compute(some, bins))).toBe(true);
    },
  );

  test.each(metrics.filter(({ best }) => best !== 'none').map((m) => [m.id, m] as const))(
    '%s is at its best for a certain and right model',
    (_, metric) => {
      const certain = evaluation([1000, 0, 0, 1000], [0, 1], 2);
      expect(metric.compute(certain, bins)).toBeCloseTo(metric.best === 'high' ? 1 : 0, 12);
    },
  );
});
