import { expect, test } from 'vitest';
import { latestOnly } from '../../../src/store/kit/latestOnly.ts';

test('one run at a time, and one more for all triggers that came meanwhile', async () => {
  let wish = 0;
  const answered: number[] = [];
  let release = () => {};
  const trigger = latestOnly(async () => {
    const mine = wish;
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    answered.push(mine);
  });
  wish = 1;
  const first = trigger();
  for (wish = 2; wish < 9; wish += 1) void trigger();
  release();
  await new Promise((resolve) => setTimeout(resolve));
  release();
  await first;
  expect(answered).toEqual([1, 9]);
});

test('works again after a failure', async () => {
  let runs = 0;
  const trigger = latestOnly(async () => {
    runs += 1;
    if (runs === 1) throw new Error('no');
  });
  await expect(trigger()).rejects.toThrow('no');
  await trigger();
  expect(runs).toBe(2);
});
