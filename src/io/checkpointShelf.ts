import { type DBSchema, openDB } from 'idb';
import { inTime, StorageSilent } from './timeLimit.ts';

/** A value with its key, as it lies in the browser's storage. */
export interface Kept {
  readonly runId: string;
}

interface CheckpointSchema extends DBSchema {
  checkpoints: { key: string; value: Kept };
}

/** Where unfinished runs lie: one checkpoint a run, replaced as a whole or not at all. */
export interface CheckpointShelf {
  put(checkpoint: Kept): Promise<void>;
  all(): Promise<readonly unknown[]>;
  /** undefined where nothing lies. */
  get(runId: string): Promise<unknown>;
  remove(runId: string): Promise<void>;
}

/** @throws whatever the browser gives as its reason when storage is closed to the page */
export async function openCheckpointShelf(
  name = 'carot-lab-checkpoints',
): Promise<CheckpointShelf> {
  const connect = () =>
    openDB<CheckpointSchema>(name, 1, {
      upgrade: (fresh) => {
        fresh.createObjectStore('checkpoints', { keyPath: 'runId' });
      },
    });
  let db = await inTime(connect());
  /** A connection that the browser has cut is opened anew once. */
  const ask = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await inTime(work());
    } catch (error) {
      const final =
        error instanceof StorageSilent || (error as Error).name === 'QuotaExceededError';
      if (final) throw error;
      db.close();
      db = await inTime(connect());
      return inTime(work());
    }
  };
  return {
    put: (checkpoint) =>
      ask(async () => {
        const writing = db.transaction('checkpoints', 'readwrite', { durability: 'strict' });
        await Promise.all([writing.store.put(checkpoint), writing.done]);
      }),
    all: () => ask(() => db.getAll('checkpoints')),
    get: (runId) => ask(() => db.get('checkpoints', runId)),
    remove: (runId) => ask(() => db.delete('checkpoints', runId)),
  };
}
