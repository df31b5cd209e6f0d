import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { inTime } from '../io/timeLimit.ts';
import { LabError } from '../protocol/labError.ts';
import type { CellResult } from '../study/cellResult.ts';
import type { CellShelf } from '../study/queueState.ts';

interface StudySchema extends DBSchema {
  cells: { key: string; value: CellResult };
  /** Rows of images, CSV, gzip. */
  images: { key: string; value: Blob };
}

export const studyDatabase = 'carot-lab-study';

export interface StudyShelf extends CellShelf {
  /** Whether anything outlasts the page. */
  keeps(): Promise<boolean>;
  /** Rows of images of a race, CSV, gzip; null where there are none. */
  images(key: string): Promise<Blob | null>;
}

async function gzipped(parts: readonly string[]): Promise<Blob> {
  const stream = new Blob([...parts]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Response(stream).blob();
}

/** @throws whatever the browser gives as its reason when storage is closed to the page, at once or later */
const open = async () =>
  inTime(
    openDB<StudySchema>(studyDatabase, 1, {
      upgrade: (fresh) => {
        fresh.createObjectStore('cells');
        fresh.createObjectStore('images');
      },
    }),
  );

/**
 * The races of studies in IndexedDB, each by its whole config. Where the browser keeps nothing for the
 * page they last as long as the page does.
 */
export function createStudyShelf(): StudyShelf {
  const held = { cells: new Map<string, CellResult>(), images: new Map<string, Blob>() };
  let opening: Promise<IDBPDatabase<StudySchema> | null> | null = null;
  const database = () => {
    opening ??= open().catch(() => null);
    return opening;
  };
  return {
    keeps: async () => (await database()) !== null,
    read: async (key) => {
      const own = held.cells.get(key);
      if (own) return own;
      const db = await database();
      const found = await db?.get('cells', key).catch(() => undefined);
      return found?.version === 1 ? found : null;
    },
    write: async (key, result, parts) => {
      const blob = await gzipped(parts);
      held.cells.set(key, result);
      held.images.set(key, blob);
      const db = await database();
      try {
        await db?.put('images', blob, key);
        await db?.put('cells', result, key);
      } catch (error) {
        throw new LabError(
          'storage-full',
          `The race is done, but could not be kept: ${error instanceof Error ? error.message : String(error)}.`,
          'Its numbers are on this page until it is closed: download the study now, make room, and go on.',
        );
      }
    },
    images: async (key) => {
      const own = held.images.get(key);
      if (own) return own;
      const db = await database();
      return (await db?.get('images', key).catch(() => undefined)) ?? null;
    },
  };
}
