import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/math/rng.ts';
import { methodDifference } from '../../../src/results/methodDifference.ts';
import { methodResult } from '../../../src/results/methodResult.ts';
import type { MethodLogits, SplitLogits } from '../../../src/results/statsApi.ts';
import { columnKey, columnValue } from '../../../src/results/tableColumns.ts';

const classCount = 5;
const columns = [
  { metric: 'accuracy', scaled: false },
  ...[false, true].flatMap((scaled) =>
    ['ece', 'signedGap', 'nll', 'brier', 'topLabelBrier'].map((metric) => ({ metric, scaled })),
  ),
];
const options = { binCount: 15, binning: 'width', draws: 200, columns } as const;
const keys = columns.flatMap((column) => [columnKey(column, 'id'), columnKey(column, 'ood')]);
/** By name, each of which is there. */
const difference = (first: MethodLogits, second: MethodLogits, chosen = options) => {
  const said = methodDifference(first, second, chosen);
  return (column: string) => {
    expect(said).toHaveProperty(column);
    return said[column]!;
  };
};

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
    const of = difference(first, second);
    const a = methodResult({ ...first, options: { ...options, metrics: 'all' } });
    const b = methodResult({ ...second, options: { ...options, metrics: 'all' } });
    for (const column of columns) {
      if (column.metric === 'ece') continue;
      for (const role of ['id', 'ood'] as const) {
        const { value, interval } = of(columnKey(column, role));
        const [own, other] = [a, b].map(({ splits }) => columnValue(splits, column, role)!);
        expect(value).toBeCloseTo(own! - other!, 12);
        expect(interval![0]).toBeLessThan(value);
        expect(interval![1]).toBeGreaterThan(value);
      }
    }
    // Each ECE is less what chance adds to it, so the difference is not that of the rows.
    for (const column of ['idEce', 'oodEce', 'idEceTs', 'oodEceTs']) {
      const { value, interval } = of(column);
      expect(value).not.toBe(0);
      expect(value - interval![0]).toBeCloseTo(interval![1] - value, 12);
    }
    const perSplit = ['a', 'b'].map((id) => {
      const only = (one: MethodLogits) => ({
        ...one,
        splits: one.splits.filter(({ splitId, role }) => role === 'val' || splitId === id),
      });
      return difference(only(first), only(second))('oodEce');
    });
    const [one, other] = perSplit.map(({ value, interval }) => [value, interval![1] - value]);
    expect(of('oodEce').value).toBeCloseTo((one![0]! + other![0]!) / 2, 12);
    const half = Math.hypot(one![1]!, other![1]!) / 2;
    expect(of('oodEce').interval![1] - of('oodEce').value).toBeCloseTo(half, 12);
    expect(of('idAcc').interval![0]).toBeGreaterThan(0);
  });

  test('of a method with itself is 0, without doubt', () => {
    const of = difference(method(2), method(2));
    for (const key of keys) {
      expect(of(key).value).toBeCloseTo(0, 12);
      for (const end of of(key).interval!) expect(end).toBeCloseTo(0, 8);
    }
  });

  test('turns its sign with the sides', () => {
    const one = difference(method(3), method(1));
    const other = difference(method(1), method(3));
    for (const key of keys) {
      expect(one(key).value).toBeCloseTo(-other(key).value, 12);
      expect(one(key).interval![0]).toBeCloseTo(-other(key).interval![1], 12);
    }
  });

  test('has no interval for a metric that is no mean over images, and leaves out one it has not', () => {
    const [first, second] = [method(3), method(1)];
    const chosen = ['aurc', 'smoothEce', 'unheardOf'].map((metric) => ({ metric, scaled: false }));
    const said = methodDifference(first, second, { ...options, columns: chosen });
    expect(Object.keys(said)).toEqual(['idAurc', 'oodAurc', 'idSmoothEce', 'oodSmoothEce']);
    const [a, b] = [first, second].map((one) =>
      methodResult({ ...one, options: { ...options, metrics: ['aurc'] } }),
    );
    const value = (result: typeof a) => result!.splits[1]!.raw.metrics!.aurc!;
    expect(said.idAurc).toEqual({ value: value(a) - value(b), interval: null });
  });

  test('is no number where a side is missing', () => {
    const only = (one: MethodLogits) => ({ ...one, splits: one.splits.slice(0, 2) });
    const of = difference(only(method(3)), only(method(1)));
    expect(of('oodAcc').value).toBeNaN();
    expect(of('oodAcc').interval).toBeNull();
    expect(of('idAcc').value).toBeGreaterThan(0);
  });

  test('refuses other images', () => {
    const other = { ...method(1), splits: [split('id', 'id', 1, 2)] };
    expect(() => methodDifference(method(3), other, options)).toThrow(RangeError);
  });
});
