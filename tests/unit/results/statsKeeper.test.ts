import { describe, expect, test } from 'vitest';
import type { MethodLogits, ResultOptions, SplitLogits } from '../../../src/results/statsApi.ts';
import { createStatsKeeper } from '../../../src/results/statsKeeper.ts';

const options: ResultOptions = { binCount: 10, binning: 'width', draws: 0 };
const split = (splitId: string, role: SplitLogits['role'], label: number): SplitLogits => ({
  splitId,
  role,
  logits: Float32Array.of(2, 0),
  labels: Int32Array.of(label),
});
const evaluated = (...splits: SplitLogits[]): MethodLogits => ({
  methodId: 'zs',
  step: 0,
  scope: 'live',
  classCount: 2,
  splits,
});

describe('createStatsKeeper', () => {
  test('splits put one by one under a key make one result', async () => {
    const keeper = createStatsKeeper();
    await keeper.put('run/zs', evaluated(split('id', 'id', 0)));
    await keeper.put('run/zs', evaluated(split('ood', 'ood', 1)));
    const { splits, row } = await keeper.result('run/zs', options);
    expect(splits.map(({ splitId }) => splitId)).toEqual(['id', 'ood']);
    expect([row.idAcc, row.oodAcc]).toEqual([1, 0]);
  });

  test('a split put again replaces the first', async () => {
    const keeper = createStatsKeeper();
    await keeper.put('run/zs', evaluated(split('id', 'id', 0)));
    await keeper.put('run/zs', evaluated(split('id', 'id', 1)));
    const { splits } = await keeper.result('run/zs', options);
    expect(splits.map(({ raw }) => raw.accuracy)).toEqual([0]);
  });

  test('drop forgets what begins so, and nothing else', async () => {
    const keeper = createStatsKeeper();
    await keeper.put('run-1/zs', evaluated(split('id', 'id', 0)));
    await keeper.put('run-10/zs', evaluated(split('id', 'id', 0)));
    await keeper.drop('run-1/');
    await expect(keeper.result('run-1/zs', options)).rejects.toThrow('run-1/zs');
    await expect(keeper.result('run-10/zs', options)).resolves.toBeDefined();
  });
});
