import type { Page, Worker } from 'playwright';
import { expect } from 'vitest';
import { RACE } from './labPage.ts';

/** Steps of the checkpoints that lie in the browser. */
export const checkpointSteps = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number[]>((resolve, reject) => {
        const opening = indexedDB.open('carot-lab-checkpoints');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const db = opening.result;
          if (!db.objectStoreNames.contains('checkpoints')) {
            db.close();
            return resolve([]);
          }
          const reading = db.transaction('checkpoints').objectStore('checkpoints').getAll();
          reading.onsuccess = () => {
            db.close();
            resolve((reading.result as { step: number }[]).map(({ step }) => step));
          };
        };
      }),
  );

/** Waits for the one checkpoint of a race to be later than a step; its own step. */
export async function savedAfter(page: Page, step: number): Promise<number> {
  const saved = async () => (await checkpointSteps(page))[0] ?? -1;
  await expect.poll(saved, { timeout: RACE }).toBeGreaterThan(step);
  return saved();
}

/** What a worker is called; nothing for one that sleeps: those that help with kernels answer nobody. */
const nameOf = (worker: Worker): Promise<string> =>
  Promise.race([
    worker.evaluate(() => self.name).catch(() => ''),
    new Promise<string>((resolve) => setTimeout(resolve, 1000, '')),
  ]);

/** The training worker; the newest, where one has taken another's place. */
export async function trainingWorker(page: Page): Promise<Worker> {
  for (const worker of page.workers().toReversed()) {
    if ((await nameOf(worker)).startsWith('carot-lab-train')) return worker;
  }
  throw new Error('There is no training worker');
}

/** The training worker ends with an error. */
export async function killTraining(page: Page): Promise<void> {
  await (await trainingWorker(page)).evaluate(() => {
    setTimeout(() => {
      throw new Error('a fault of the test');
    });
  });
}
