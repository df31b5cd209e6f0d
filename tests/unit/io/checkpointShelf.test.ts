import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, test } from 'vitest';
import { openCheckpointShelf } from '../../../src/io/checkpointShelf.ts';

const lanes = () => new Map([['ft', { weights: Uint8Array.of(1, 2, 3) }]]);

test('a checkpoint is described without being read, and replaced as a whole', async () => {
  const shelf = await openCheckpointShelf('whole');
  await shelf.put({ runId: 'a' }, lanes());
  await shelf.put({ runId: 'b' }, lanes());
  await shelf.put({ runId: 'a', step: 2 } as { runId: string }, new Map());
  expect(await shelf.descriptions()).toEqual([{ runId: 'a', step: 2 }, { runId: 'b' }]);
  expect(await shelf.get('a')).toEqual({
    description: { runId: 'a', step: 2 },
    lanes: new Map(),
  });
  expect(await shelf.get('b')).toEqual({ description: { runId: 'b' }, lanes: lanes() });
  await shelf.remove('b');
  expect(await shelf.get('b')).toBeUndefined();
  expect(await shelf.descriptions()).toHaveLength(1);
});

test('a race interrupted under version 1 of the database can still go on', async () => {
  const old = await openDB('migrated', 1, {
    upgrade: (fresh) => void fresh.createObjectStore('checkpoints', { keyPath: 'runId' }),
  });
  await old.put('checkpoints', { runId: 'a', step: 40, lanes: lanes() });
  old.close();
  const shelf = await openCheckpointShelf('migrated');
  expect(await shelf.descriptions()).toEqual([{ runId: 'a', step: 40 }]);
  expect(await shelf.get('a')).toEqual({
    description: { runId: 'a', step: 40 },
    lanes: lanes(),
  });
});

test('a tab with a newer version need not wait for this one', async () => {
  await openCheckpointShelf('newer');
  const newer = await openDB('newer', 3);
  expect(newer.version).toBe(3);
  newer.close();
});
