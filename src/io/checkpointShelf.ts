import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { inTime, StorageSilent } from './timeLimit.ts';

/** What says of which run something is, as it lies in the browser's storage. */
export interface Kept {
  readonly runId: string;
}

interface CheckpointSchema extends DBSchema {
  /** Descriptions: a few hundred bytes each. */
  checkpoints: { key: string; value: Kept };
  /** By run: what a race goes on from, megabytes. */
  lanes: { key: string; value: unknown };
}

export interface KeptCheckpoint {
  readonly description: unknown;
  readonly lanes: unknown;
}

/** Where unfinished runs lie: one checkpoint a run, replaced as a whole or not at all. */
export interface CheckpointShelf {
  put(description: Kept, lanes: unknown): Promise<void>;
  /** Of all checkpoints, without reading what they describe. */
  descriptions(): Promise<readonly unknown[]>;
  /** undefined where nothing lies. */
  get(runId: string): Promise<KeptCheckpoint | undefined>;
  remove(runId: string): Promise<void>;
}

/** Version 1 kept description and lanes as one value. */
type Version1 = Kept & { lanes?: unknown };

/** @throws whatever the browser gives as its reason when storage is closed to the page */
export async function openCheckpointShelf(
  name = 'carot-lab-checkpoints',
): Promise<CheckpointShelf> {
  const connect = async () => {
    const db: IDBPDatabase<CheckpointSchema> = await openDB<CheckpointSchema>(name, 2, {
      upgrade: async (fresh, from, _to, change) => {
        fresh.createObjectStore('lanes');
        if (from < 1) {
          fresh.createObjectStore('checkpoints', { keyPath: 'runId' });
          return;
        }
        for (const { lanes, ...description } of (await change
          .objectStore('checkpoints')
          .getAll()) as Version1[]) {
          await change.objectStore('lanes').put(lanes, description.runId);
          await change.objectStore('checkpoints').put(description);
        }
      },
      // Another tab brings a newer version: it shall not wait for this one.
      blocking: () => db.close(),
    });
    return db;
  };
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
  /** Both stores in one transaction, on the disk when it resolves. */
  const both = () =>
    db.transaction(['checkpoints', 'lanes'], 'readwrite', { durability: 'strict' });
  return {
    put: (description, lanes) =>
      ask(async () => {
        const writing = both();
        await Promise.all([
          writing.objectStore('checkpoints').put(description),
          writing.objectStore('lanes').put(lanes, description.runId),
          writing.done,
        ]);
      }),
    descriptions: () => ask(() => db.getAll('checkpoints')),
    get: (runId) =>
      ask(async () => {
        const reading = db.transaction(['checkpoints', 'lanes']);
        const [description, lanes] = await Promise.all([
          reading.objectStore('checkpoints').get(runId),
          reading.objectStore('lanes').get(runId),
        ]);
        return description && { description, lanes };
      }),
    remove: (runId) =>
      ask(async () => {
        const writing = both();
        await Promise.all([
          writing.objectStore('checkpoints').delete(runId),
          writing.objectStore('lanes').delete(runId),
          writing.done,
        ]);
      }),
  };
}
