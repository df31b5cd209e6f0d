import { openDB } from 'idb';
import { inTime } from './timeLimit.ts';

const STORE = 'choices';
/** A measurement takes a second: storage that is slower is not worth waiting for. */
const ENOUGH_MS = 2000;

/** What this browser was measured to be best at, so that it is measured once. */
export interface ChoiceShelf {
  /** undefined where nothing lies, or storage is closed. */
  read(): Promise<unknown>;
  write(choice: string): Promise<void>;
}

/** One choice, by what it depends on. Storage that refuses costs another measurement, nothing else. */
export function choiceShelf(key: string, name = 'carot-lab-choices'): ChoiceShelf {
  const ask = async <T>(
    work: (db: Awaited<ReturnType<typeof openDB>>) => Promise<T>,
  ): Promise<T | undefined> => {
    try {
      return await inTime(
        (async () => {
          const db = await openDB(name, 1, {
            upgrade: (fresh) => void fresh.createObjectStore(STORE),
          });
          try {
            return await work(db);
          } finally {
            db.close();
          }
        })(),
        ENOUGH_MS,
      );
    } catch {
      return undefined;
    }
  };
  return {
    read: () => ask((db) => db.get(STORE, key)),
    write: async (choice) => void (await ask((db) => db.put(STORE, choice, key))),
  };
}
