import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { killTraining, savedAfter } from '../support/engineFaults.ts';
import {
  labPage,
  openLab,
  prepareSmallRace,
  RACE,
  READY,
  startButton,
} from '../support/labPage.ts';
import { startLab } from '../support/labServer.ts';
import { launchBrowser } from '../support/launchBrowser.ts';

const STEPS = 80;
const RESTARTS = 12;

let browser: Browser;
let lab: Awaited<ReturnType<typeof startLab>>;

beforeAll(async () => {
  lab = await startLab();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await lab?.close();
});

async function openRace(): Promise<Page> {
  const { page } = await labPage(browser, lab.url, { acceptDownloads: true });
  await openLab(page, lab.url);
  await prepareSmallRace(page, STEPS);
  await page.getByLabel('Evaluate every', { exact: true }).fill('20');
  await startButton(page).click();
  return page;
}

/** Weights and losses of the three trained lanes, once the race is over. */
async function outcome(page: Page) {
  await page
    .getByText('Finished')
    .first()
    .waitFor({ timeout: 4 * RACE });
  await page.locator('#share').click();
  const weights: Buffer[] = [];
  for (const name of ['FT', 'FLYP', 'CaRot']) {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('.share-panel').getByRole('button', { name, exact: true }).click(),
    ]);
    weights.push(await readFile(await file.path()));
  }
  await page.keyboard.press('Escape');
  const losses = await page.getByText(/^loss /).allInnerTexts();
  await page.context().close();
  return { weights, losses };
}

const stepsDone = (page: Page) =>
  page
    .locator('body')
    .textContent()
    .then((text) => Number(new RegExp(`(\\d+) / ${STEPS} steps`).exec(text ?? '')?.[1]));

/** Pauses past a step, kills the worker there, and sees to it that the race goes on. */
async function restart(page: Page, after: number): Promise<number> {
  await expect.poll(() => stepsDone(page), { timeout: RACE }).toBeGreaterThan(after);
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: 'Resume' }).waitFor({ timeout: RACE });
  const step = await savedAfter(page, after);
  await killTraining(page);
  const wentOn = page.getByText(`The race went on from step ${step};`);
  // Three losses are mended without asking; after those the page asks, first for the engine.
  const asked = page.getByRole('button', { name: /^(Try again|Go on)$/ }).first();
  for (;;) {
    await wentOn.or(asked).first().waitFor({ timeout: READY });
    if (await wentOn.isVisible()) return step;
    // It may be gone by now, where the race went on meanwhile.
    await asked.click({ timeout: 1000 }).catch(() => {});
  }
}

test('a race under which the worker dies twelve times ends with the weights of one left alone', async () => {
  const expected = await outcome(await openRace());
  const page = await openRace();
  const restartedAt: number[] = [];
  while (restartedAt.length < RESTARTS) {
    restartedAt.push(await restart(page, restartedAt.at(-1) ?? 0));
  }
  const told = await outcome(page);
  expect(told.losses).toEqual(expected.losses);
  expect(told.losses).toHaveLength(3);
  for (const [i, weights] of told.weights.entries()) {
    expect(weights.length).toBeGreaterThan(1_000_000);
    expect(weights.equals(expected.weights[i]!), `weights of lane ${i}`).toBe(true);
  }
});
