import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { inTime } from '../io/timeLimit.ts';
import type { RunShelf } from './runShelf.ts';

interface RunsSchema extends DBSchema {
  records: { key: string; value: { readonly id: string } };
  /** By [run, payload]. */
  payloads: { key: [string, string]; value: unknown };
}

export const databaseName = 'carot-lab-runs';
export const databaseVersion = 1;

export interface DatabaseShelf extends RunShelf {
  /** A newer version of the lab has written here: look, do not touch. */
  readonly newer: boolean;
  close(): void;
}

/** All payloads of a run; an empty list sorts after every text. */
const allOf = (runId: string) => IDBKeyRange.bound([runId], [runId, []]);

/** What a browser throws when it has cut the connection: after sleep, or when site data are cleared. */
const cutNames = ['InvalidStateError', 'NotFoundError', 'UnknownError', 'AbortError'];
const isGone = (error: unknown) => error instanceof DOMException && cutNames.includes(error.name);

/**
 * The runs in IndexedDB. A connection that the browser has cut, as it does when site data are
 * cleared, is opened anew once.
 *
 * @param onReplaced another tab brings a newer version: this one has let go
 * @throws whatever the browser gives as its reason when storage is closed to the page
 */
export async function openDatabaseShelf(onReplaced: () => void): Promise<DatabaseShelf> {
  let replaced = false;
  const connect = async (): Promise<{ db: IDBPDatabase<RunsSchema>; newer: boolean }> => {
    const hooks = {
      blocking: () => {
        replaced = true;
        current.db.close();
        onReplaced();
      },
    };
    try {
      const db = await openDB<RunsSchema>(databaseName, databaseVersion, {
        ...hooks,
        upgrade: (fresh) => {
          fresh.createObjectStore('records', { keyPath: 'id' });
          fresh.createObjectStore('payloads');
        },
      });
      return { db, newer: false };
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'VersionError') throw error;
      return { db: await openDB<RunsSchema>(databaseName, undefined, hooks), newer: true };
    }
  };
  let current = await inTime(connect());
  const ask = async <T>(work: (db: IDBPDatabase<RunsSchema>) => Promise<T>): Promise<T> => {
    try {
      return await inTime(work(current.db));
    } catch (error) {
      if (!isGone(error) || replaced) throw error;
      current.db.close();
      current = await inTime(connect());
      return inTime(work(current.db));
    }
  };
  return {
    get newer() {
      return current.newer || replaced;
    },
    close: () => current.db.close(),
    records: () => ask((db) => db.getAll('records')),
    payloadKeys: (runId) =>
      ask(async (db) => (await db.getAllKeys('payloads', allOf(runId))).map(([, key]) => key)),
    putRecord: (record) => ask(async (db) => void (await db.put('records', record))),
    putPayload: (runId, key, payload) =>
      ask(async (db) => void (await db.put('payloads', payload, [runId, key]))),
    payload: (runId, key) => ask((db) => db.get('payloads', [runId, key])),
    remove: (runId) =>
      ask(async (db) => {
        const both = db.transaction(['records', 'payloads'], 'readwrite');
        await Promise.all([
          both.objectStore('records').delete(runId),
          both.objectStore('payloads').delete(allOf(runId)),
          both.done,
        ]);
      }),
  };
}
