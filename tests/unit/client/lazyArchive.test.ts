import { expect, test, vi } from 'vitest';
import { createLazyArchive } from '../../../src/client/lazyArchive.ts';
import type { RunArchive } from '../../../src/client/runArchive.ts';

const archive = { mode: async () => 'kept', list: async () => [] } as unknown as RunArchive;

test('is opened once, when it is first asked', async () => {
  const open = vi.fn(async () => archive);
  const lazy = createLazyArchive(open);
  expect(open).not.toHaveBeenCalled();
  expect(await Promise.all([lazy.mode(), lazy.list()])).toEqual(['kept', []]);
  expect(open).toHaveBeenCalledOnce();
});

test('is asked for again after it could not be fetched', async () => {
  const open = vi.fn(async () => archive).mockRejectedValueOnce(new Error('offline'));
  const lazy = createLazyArchive(open);
  await expect(lazy.mode()).rejects.toThrow('offline');
  expect(await lazy.mode()).toBe('kept');
});
