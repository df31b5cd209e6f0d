import type { Page } from 'playwright';
import { beforeEach, expect, test } from 'vitest';
import {
  checkpointSteps,
  killTraining,
  savedAfter,
  trainingWorker,
} from '../support/engineFaults.ts';
import {
  labPage,
  openLab,
  prepareSmallRace,
  quickLab,
  RACE,
  READY,
  settled,
} from '../support/labPage.ts';
import { labSuite } from '../support/labSuite.ts';

const lab = labSuite();
let page: Page;

beforeEach(async () => {
  ({ page } = await labPage(lab.browser, lab.url));
  await openLab(page, quickLab(lab.url));
});

async function prepare(steps: number, every: number): Promise<void> {
  await prepareSmallRace(page, steps);
  await page.getByLabel('Evaluate every', { exact: true }).fill(String(every));
}

/** A race that stands at a checkpoint in its middle. */
async function paused(): Promise<number> {
  // One step of every lane, then it pauses by itself.
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  await page.getByRole('button', { name: 'Resume' }).waitFor({ timeout: RACE });
  return savedAfter(page, 0);
}

test('a race that a reload cuts off goes on where it was; a reset can be undone', async () => {
  await prepare(10, 5);
  const step = await paused();
  expect(step).toBeLessThan(10);
  await page.reload();
  await page.getByText(`Your last race stopped at step ${step} of 10.`).waitFor({ timeout: READY });
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByText('Finished').first().waitFor({ timeout: RACE });
  const row = page.getByRole('row').filter({ hasText: 'CaRot' }).first();
  // After the word come the last step's numbers, and then those of all images.
  await expect.poll(() => row.textContent(), { timeout: READY }).toMatch(/^CaRot10\d+\.\d/);
  await settled(page, 3000);
  const shown = await row.textContent();
  await page.getByRole('button', { name: 'Reset' }).click();
  await page.getByText('The race was cleared from the page.').waitFor({ timeout: READY });
  expect(await checkpointSteps(page)).toEqual([]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => row.textContent(), { timeout: READY }).toBe(shown);
});

test('a race under which the worker dies, or hangs, goes on in a new one', async () => {
  // Long enough that it is still under way when the new worker has started.
  await prepare(150, 50);
  await paused();
  await killTraining(page);
  await page.getByText(/The race went on from step \d+/).waitFor({ timeout: READY });
  expect(await page.getByText('a fault of the test').first().isVisible()).toBe(true);
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: 'Resume' }).waitFor({ timeout: RACE });
  await savedAfter(page, 1);
  (await trainingWorker(page))
    .evaluate(() => {
      for (;;);
    })
    .catch(() => {});
  await page.getByText('The engine has not answered for 10 seconds.').waitFor({ timeout: 30_000 });
  const restart = page.getByRole('button', { name: /Restart from step \d+/ });
  const from = Number(/\d+/.exec((await restart.textContent())!)![0]);
  await restart.click();
  const stepsDone = async () =>
    Number(/(\d+) \/ 150 steps/.exec((await page.locator('body').textContent()) ?? '')?.[1]);
  await expect.poll(stepsDone, { timeout: RACE }).toBeGreaterThan(from);
});
