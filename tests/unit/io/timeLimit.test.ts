import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { inTime, StorageSilent } from '../../../src/io/timeLimit.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a request that is never answered fails in time', async () => {
  const failed = expect(inTime(new Promise(() => {}))).rejects.toBeInstanceOf(StorageSilent);
  await vi.advanceTimersByTimeAsync(10_000);
  await failed;
});

test('an answer passes through, and no timer is left behind', async () => {
  await expect(inTime(Promise.resolve(7))).resolves.toBe(7);
  await expect(inTime(Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(vi.getTimerCount()).toBe(0);
});
