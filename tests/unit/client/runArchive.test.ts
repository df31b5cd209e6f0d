import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { databaseName } from '../../../src/client/databaseShelf.ts';
import { createRunArchive } from '../../../src/client/runArchive.ts';
import { checksum } from '../../../src/math/checksum.ts';
import { fakeEvaluation, fakeRecord } from '../../gallery/fakeRuns.ts';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});
afterEach(() => vi.restoreAllMocks());

/** Saves a run with one payload and gives back what was noted of it. */
async function keepOne(archive = createRunArchive(), id = 'run-a') {
  const info = await archive.savePayload(id, fakeEvaluation());
  await archive.saveRecord(fakeRecord({ id, payloads: [info] }));
  return { archive, info };
}
/** What another program, or a failing disk, does to the store. */
async function tamper(change: (db: Awaited<ReturnType<typeof openDB>>) => Promise<unknown>) {
  const db = await openDB(databaseName);
  await change(db);
  db.close();
}
const quota = () => {
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('No room.', 'QuotaExceededError');
  });
};

test('a run comes back after a reload, payloads and all', async () => {
  const { info } = await keepOne();
  const reloaded = createRunArchive();
  expect(await reloaded.mode()).toBe('kept');
  expect(await reloaded.list()).toEqual([
    { state: 'whole', id: 'run-a', record: fakeRecord({ payloads: [info] }) },
  ]);
  expect(await reloaded.readPayload('run-a', info)).toEqual(fakeEvaluation());
});

test('runs are listed newest first, and one is deleted alone', async () => {
  const { archive } = await keepOne();
  await keepOne(archive, 'run-ab');
  await archive.saveRecord(fakeRecord({ id: 'later', savedAt: 1_800_000_000_000 }));
  expect((await archive.list()).map(({ id }) => id)).toEqual(['later', 'run-a', 'run-ab']);
  await archive.remove('run-a');
  expect((await archive.list()).map(({ id, state }) => [id, state])).toEqual([
    ['later', 'whole'],
    ['run-ab', 'whole'],
  ]);
});

describe('damage', () => {
  test('a changed payload is refused, the list still opens', async () => {
    const { archive, info } = await keepOne();
    const flipped = fakeEvaluation();
    flipped.splits[0]!.logits[3] = 2.0000002;
    await tamper((db) => db.put('payloads', flipped, ['run-a', info.key]));
    expect(await archive.readPayload('run-a', info)).toBeNull();
    expect(await archive.list()).toHaveLength(1);
  });

  test.each([null, 7, 'text', {}, { kind: 'evaluation', splits: null }])(
    'a payload turned into %j is refused',
    async (broken) => {
      const { archive, info } = await keepOne();
      await tamper((db) => db.put('payloads', broken, ['run-a', info.key]));
      expect(await archive.readPayload('run-a', info)).toBeNull();
    },
  );

  test('a missing payload is named', async () => {
    const { archive, info } = await keepOne();
    await tamper((db) => db.clear('payloads'));
    expect(await archive.list()).toMatchObject([{ state: 'damaged', lost: [info.key] }]);
  });

  test('a broken record is listed as damaged beside the others', async () => {
    const { archive } = await keepOne();
    await tamper((db) => db.put('records', { ...fakeRecord({ id: 'broken' }), results: 'none' }));
    expect((await archive.list()).map(({ id, state }) => [id, state])).toEqual([
      ['run-a', 'whole'],
      ['broken', 'damaged'],
    ]);
  });
});

describe('a newer version of the lab', () => {
  test('its record is shown as newer and nothing else', async () => {
    const { archive } = await keepOne();
    await tamper((db) => db.put('records', { id: 'future', version: 2 }));
    expect(await archive.list()).toMatchObject([{ id: 'run-a' }, { id: 'future', state: 'newer' }]);
  });

  test('its database is read and not written', async () => {
    await keepOne();
    (await openDB(databaseName, 9)).close();
    const archive = createRunArchive();
    expect(await archive.mode()).toBe('read-only');
    await expect(archive.saveRecord(fakeRecord({ name: 'over' }))).rejects.toMatchObject({
      code: 'storage-read-only',
    });
    await expect(archive.remove('run-a')).rejects.toMatchObject({ code: 'storage-read-only' });
    const db = await openDB(databaseName);
    expect((await db.getAll('records')).map(({ name }) => name)).toEqual(['FT, 152 steps']);
    db.close();
  });

  test('a tab that is open when it comes lets go', async () => {
    const { archive } = await keepOne();
    (await openDB(databaseName, 9)).close();
    expect(await archive.mode()).toBe('read-only');
    await expect(archive.saveRecord(fakeRecord())).rejects.toMatchObject({
      code: 'storage-read-only',
    });
  });
});

test('full storage is said, the run stays in memory, and saving works again later', async () => {
  const { archive } = await keepOne();
  quota();
  await expect(archive.savePayload('run-b', fakeEvaluation())).rejects.toMatchObject({
    code: 'storage-full',
    message: expect.stringContaining('Storage is full'),
    hint: expect.stringContaining('delete runs'),
  });
  await expect(archive.saveRecord(fakeRecord({ id: 'run-b' }))).rejects.toMatchObject({
    code: 'storage-full',
  });
  expect((await archive.list()).map(({ id, state }) => [id, state])).toEqual([
    ['run-b', 'unsaved'],
    ['run-a', 'whole'],
  ]);
  vi.restoreAllMocks();
  await archive.saveRecord(fakeRecord({ id: 'run-b' }));
  expect((await createRunArchive().list()).map(({ state }) => state)).toEqual(['whole', 'whole']);
});

test.each([
  ['rejects', () => Promise.reject(new DOMException('No.', 'SecurityError'))],
  [
    'throws',
    () => {
      throw new DOMException('No.', 'SecurityError');
    },
  ],
])('where storage %s the archive lives in memory', async (_, openShelf) => {
  const { archive, info } = await keepOne(createRunArchive(openShelf));
  expect(await archive.mode()).toBe('memory');
  expect(await archive.list()).toMatchObject([{ state: 'whole', id: 'run-a' }]);
  expect(await archive.readPayload('run-a', info)).toEqual(fakeEvaluation());
  await archive.remove('run-a');
  expect(await archive.list()).toEqual([]);
});

test('without indexedDB at all it lives in memory', async () => {
  vi.stubGlobal('indexedDB', undefined);
  expect(await createRunArchive().mode()).toBe('memory');
  vi.unstubAllGlobals();
});

test('storage cleared under the page does not break it', async () => {
  const { archive } = await keepOne();
  globalThis.indexedDB = new IDBFactory();
  const close = (db: IDBDatabase) => db.close();
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(function (this: IDBObjectStore) {
    close(this.transaction.db);
    throw new DOMException('The connection is closed.', 'InvalidStateError');
  });
  await archive.saveRecord(fakeRecord({ id: 'again' }));
  expect((await archive.list()).map(({ id }) => id)).toEqual(['again']);
});

describe('checksum', () => {
  const bytes = Uint8Array.from({ length: 4099 }, (_, i) => (i * 31) % 251);
  test('does not depend on where the bytes lie', () => {
    const corrupted = new Uint8Array(bytes.length + 3);
    corrupted.set(bytes, 3);
    expect(checksum([corrupted.subarray(3)])).toBe(checksum([bytes]));
  });
  test('tells flips, cuts and exchanged parts apart', () => {
    const sums = [
      checksum([bytes]),
      checksum([bytes.with(17, bytes[17]! ^ 1)]),
      checksum([bytes.with(4098, 9)]),
      checksum([bytes.subarray(0, 4098)]),
      checksum([bytes.subarray(0, 2000), bytes.subarray(2000)]),
      checksum([bytes.subarray(2000), bytes.subarray(0, 2000)]),
      checksum([]),
    ];
    expect(new Set(sums).size).toBe(sums.length);
  });
});

test('a list that cannot be read is an error, not an empty list', async () => {
  const archive = createRunArchive();
  await archive.saveRecord(fakeRecord());
  vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(() => {
    throw new DOMException('gone', 'DataError');
  });
  await expect(archive.list()).rejects.toMatchObject({ code: 'storage-unreadable' });
});

test.each(['InvalidStateError', 'UnknownError', 'AbortError'])(
  'a connection that is lost with %s is opened anew: list, read, save and removal succeed',
  async (name) => {
    const archive = createRunArchive();
    const info = await archive.savePayload('run-a', fakeEvaluation());
    await archive.saveRecord(fakeRecord({ payloads: [info] }));
    const failOnce = () =>
      vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(() => {
        throw new DOMException('lost', name);
      });
    failOnce();
    expect(await archive.list()).toHaveLength(1);
    failOnce();
    expect(await archive.readPayload('run-a', info)).not.toBeNull();
    failOnce();
    await archive.saveRecord(fakeRecord({ id: 'run-b' }));
    failOnce();
    await archive.remove('run-b');
    expect((await archive.list()).map(({ id }) => id)).toEqual(['run-a']);
  },
);
