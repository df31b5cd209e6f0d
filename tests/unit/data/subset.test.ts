import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stratifiedSubset } from '../../../src/data/subset.ts';

const labelLists = fc
  .array(fc.nat(7), { minLength: 1, maxLength: 120 })
  .map((labels) => Int32Array.from(labels));

const countOf = (labels: Int32Array, label: number) => labels.filter((l) => l === label).length;

test('distinct positions, ascending, as many as asked for', () => {
  fc.assert(
    fc.property(labelLists, fc.integer({ min: 1, max: 150 }), fc.nat(99), (labels, limit, seed) => {
      const subset = Array.from(stratifiedSubset(labels, limit, seed));
      expect(subset).toHaveLength(Math.min(limit, labels.length));
      expect(subset).toEqual([...new Set(subset)].sort((a, b) => a - b));
      expect(subset.every((i) => i >= 0 && i < labels.length)).toBe(true);
    }),
  );
});

test('each class gets its share, rounded down or up', () => {
  fc.assert(
    fc.property(labelLists, fc.integer({ min: 1, max: 119 }), (labels, limit) => {
      fc.pre(limit < labels.length);
      const chosen = stratifiedSubset(labels, limit, 0).map((i) => labels[i]!);
      for (let label = 0; label <= 7; label++) {
        const share = (countOf(labels, label) * limit) / labels.length;
        const got = countOf(chosen, label);
        expect(got).toBeGreaterThanOrEqual(Math.floor(share));
        expect(got).toBeLessThanOrEqual(Math.ceil(share));
      }
    }),
  );
});

describe('whole and repeatable', () => {
  const labels = Int32Array.from({ length: 90 }, (_, i) => (i < 60 ? 0 : i < 85 ? 1 : 4));

  test('0 and n mean everything', () => {
    const all = Array.from({ length: 90 }, (_, i) => i);
    for (const limit of [0, 90, 1000])
      expect(Array.from(stratifiedSubset(labels, limit, 0))).toEqual(all);
  });

  test('the same seed gives the same subset, another seed another', () => {
    expect(stratifiedSubset(labels, 30, 5)).toEqual(stratifiedSubset(labels, 30, 5));
    expect(stratifiedSubset(labels, 30, 5)).not.toEqual(stratifiedSubset(labels, 30, 6));
  });

  test('every image of a class can be chosen', () => {
    const seen = new Set<number>();
    for (let seed = 0; seed < 60; seed++)
      for (const i of stratifiedSubset(labels, 18, seed)) seen.add(i);
    expect(seen.size).toBe(90);
  });
});
