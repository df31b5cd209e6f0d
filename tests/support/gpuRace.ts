import type { Browser, CDPSession, Page } from 'playwright';
import { expect } from 'vitest';
import { labPage, RACE, READY, startButton } from './labPage.ts';

/** Half a minute and more on a software GPU, so that a crash meets the race in its middle, behind a checkpoint. */
const steps = 1500;

/** Makes the page's engine run on WebGPU, which it does not do by itself where that is software. */
export async function chooseWebgpu(page: Page): Promise<void> {
  await page.locator('details.chip summary').click();
  await page.locator('details.chip select').selectOption('webgpu');
  await page.locator('details.chip b', { hasText: 'WebGPU' }).waitFor({ timeout: READY });
  await page.keyboard.press('Escape');
}

/** A page that is ready to race on WebGPU. */
export async function gpuPage(browser: Browser, url: string, length = steps) {
  const opened = await labPage(browser, url);
  const { page } = opened;
  const every = Math.min(50, length / 2);
  const race = `steps=${length}&batch=4&every=${every}&live=12&final=12`;
  await page.goto(`${url}?seed=7&methods=carot&${race}`);
  await page.getByText('Ready when you are').waitFor({ timeout: READY });
  await chooseWebgpu(page);
  await page.getByText('Ready when you are').waitFor({ timeout: READY });
  return opened;
}

/** Starts the race, or the same once more, and lets it come to its first checkpoint. */
export async function startRace(page: Page): Promise<void> {
  await expect.poll(() => checkpointStep(page), { timeout: READY }).toBe(0);
  await startButton(page).click();
  await expect.poll(() => checkpointStep(page), { timeout: RACE }).toBeGreaterThan(0);
}

export const crashGpu = (cdp: CDPSession) =>
  // The answer comes from the browser process; that the other one is gone is what it says.
  cdp.send('Browser.crashGpuProcess');

export async function killGpu(cdp: CDPSession): Promise<void> {
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  const gpu = processInfo.find(({ type }) => type === 'GPU');
  if (!gpu) throw new Error('There is no GPU process');
  process.kill(gpu.id, 'SIGKILL');
}

/** Everything in a store of one of the page's databases. */
function readStore<Value>(page: Page, database: string, store: string): Promise<Value[]> {
  return page.evaluate(
    ([name, from]) =>
      new Promise<Value[]>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const db = opening.result;
          const found = db.objectStoreNames.contains(from);
          if (!found) {
            db.close();
            return resolve([]);
          }
          const reading = db.transaction(from).objectStore(from).getAll();
          reading.onerror = () => reject(reading.error);
          reading.onsuccess = () => {
            db.close();
            resolve(reading.result);
          };
        };
      }),
    [database, store] as const,
  );
}

/** Step of the checkpoint that lies in the browser; 0 without one. */
export async function checkpointStep(page: Page): Promise<number> {
  const kept = await readStore<{ step: number }>(page, 'carot-lab-checkpoints', 'checkpoints');
  return kept[0]?.step ?? 0;
}

interface KeptRecord {
  readonly id: string;
  readonly phase: string;
  readonly payloads: readonly { readonly key: string; readonly checksum: string }[];
}

/** Checksums of the weights and of all logits of the run that is kept last, once it is whole. */
export async function fingerprint(page: Page): Promise<Record<string, string>> {
  const newest = async () => {
    const records = await readStore<KeptRecord & { savedAt: number }>(
      page,
      'carot-lab-runs',
      'records',
    );
    return records.sort((a, b) => b.savedAt - a.savedAt)[0];
  };
  const isWhole = async () =>
    (await newest())?.payloads.some(({ key }) => key === 'weights/carot') ?? false;
  await page.getByText('Finished').first().waitFor({ timeout: RACE });
  await expect.poll(isWhole, { timeout: READY }).toBe(true);
  const { payloads } = (await newest())!;
  // Logs hold the time of each step.
  const numbers = payloads.filter(({ key }) => !key.startsWith('log/'));
  return Object.fromEntries(numbers.map(({ key, checksum }) => [key, checksum]).sort());
}
