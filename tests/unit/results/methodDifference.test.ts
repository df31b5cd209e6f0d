import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/math/rng.ts';
import { methodDifference } from '../../../src/results/methodDifference.ts';
import { methodResult } from '../../../src/results/methodResult.ts';
import type { MethodLogits, SplitLogits } from '../../../src/results/statsApi.ts';
import { resultDifferenceColumns } from '../../gallery/fakeRuns.ts';

const classCount = 5;
const options = { binCount: 15, binning: 'width', draws: 200 } as const;

/** `skill` is what the right class has over the others. */
function split(splitId: string, role: SplitLogits['role'], skill: number, seed = 1): SplitLogits {
  const rng = createRng(seed, 3, 0);
  const n = 240;
  const labels = Int32Array.from({ length: n }, () => rng.below(classCount));
  const logits = Float32Array.from({ length: n * classCount }, () => rng.below(1000) / 250);
  for (let i = 0; i < n; i++) logits[i * classCount + labels[i]!]! += skill;
  return { splitId, role, logits, labels };
}
const method = (skill: number): MethodLogits => ({
  methodId: 'ft',
  step: 1,
  scope: 'full',
  classCount,
  splits: [
    split('val', 'val', skill, 1),
    split('id', 'id', skill, 2),
    split('a', 'ood', skill / 2, 3),
    split('b', 'ood', skill / 3, 4),
  ],
});

describe('methodDifference', () => {
  test('is the difference of the two rows, and lies in its interval', () => {
    const [first, second] = [method(3), method(1)];
    const difference = methodDifference(first, second, options);
    const a = methodResult({ ...first, options });
    const b = methodResult({ ...second, options });
    for (const column of ['idAcc', 'oodAcc'] as const) {
      expect(difference[column].value).toBeCloseTo(a.row[column] - b.row[column], 12);
    }
    // Each ECE is less what chance adds to it, so the difference is not that of the rows.
    for (const column of ['idEce', 'oodEce', 'idEceTs', 'oodEceTs'] as const) {
      const { value, interval } = difference[column];
      expect(value).not.toBe(0);
      expect(value - interval![0]).toBeCloseTo(interval![1] - value, 12);
    }
    const gap = (result: typeof a) => result.splits[1]!.raw.signedGap;
    expect(difference.idGap.value).toBeCloseTo(gap(a) - gap(b), 12);
    const perSplit = ['a', 'b'].map((id) => {
      const only = (one: MethodLogits) => ({
        ...one,
        splits: one.splits.filter(({ splitId, role }) => role === 'val' || splitId === id),
      });
      return methodDifference(only(first), only(second), options).oodEce;
    });
    const [one, other] = perSplit.map(({ value, interval }) => [value, interval![1] - value]);
    expect(difference.oodEce.value).toBeCloseTo((one![0]! + other![0]!) / 2, 12);
    const half = Math.hypot(one![1]!, other![1]!) / 2;
    expect(difference.oodEce.interval![1] - difference.oodEce.value).toBeCloseTo(half, 12);
    const [low, high] = difference.idAcc.interval!;
    expect(low).toBeGreaterThan(0);
    expect(difference.idAcc.value).toBeGreaterThan(low);
    expect(difference.idAcc.value).toBeLessThan(high);
  });

  test('of a method with itself is 0, without doubt', () => {
    const difference = methodDifference(method(2), method(2), options);
    for (const column of resultDifferenceColumns) {
      expect(difference[column].value).toBeCloseTo(0, 12);
      for (const end of difference[column].interval!) expect(end).toBeCloseTo(0, 8);
    }
  });

  test('turns its sign with the sides', () => {
    const one = methodDifference(method(3), method(1), options);
    const other = methodDifference(method(1), method(3), options);
    for (const column of resultDifferenceColumns) {
      expect(one[column].value).toBeCloseTo(-other[column].value, 12);
      expect(one[column].interval![0]).toBeCloseTo(-other[column].interval![1], 12);
    }
  });

  test('is no number where a side is missing', () => {
    const only = (one: MethodLogits) => ({ ...one, splits: one.splits.slice(0, 2) });
    const { oodAcc, idAcc } = methodDifference(only(method(3)), only(method(1)), options);
    expect(oodAcc.value).toBeNaN();
    expect(oodAcc.interval).toBeNull();
    expect(idAcc.value).toBeGreaterThan(0);
  });

  test('refuses other images', () => {
    const other = { ...method(1), splits: [split('id', 'id', 1, 2)] };
    expect(() => methodDifference(method(3), other, options)).toThrow(RangeError);
  });
});
