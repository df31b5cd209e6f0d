import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { browserArgs } from '../support/browser.ts';
import { crashGpu, fingerprint, gpuPage, killGpu, startRace } from '../support/gpuRace.ts';
import { RACE } from '../support/labPage.ts';
import { launchBrowser } from '../support/launchBrowser.ts';
import { startSmallLab } from '../support/smallLab.ts';

/** Chromium's own tests of lost devices run so: it forgets crashes at once. */
const withoutLimits = [
  '--disable-domain-blocking-for-3d-apis',
  '--disable-gpu-process-crash-limit',
];

let lab: Awaited<ReturnType<typeof startSmallLab>>;
let browser: Browser | undefined;
/** Of the race that nothing interrupted. */
let undisturbed: Record<string, string> | undefined;

const says = async (page: Page, text: string | RegExp) => {
  await page
    .getByText(text)
    .first()
    .waitFor({ timeout: RACE })
    .catch(async () => {
      const cards = await page.locator('.error-card, .loading').allTextContents();
      throw new Error(`The page does not say ${text} but ${JSON.stringify(cards)}`);
    });
};
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const wentOn = /The graphics device was lost.* The race went on from step \d+/;

/** The answers as a file. */
async function exportedCsv(page: Page): Promise<string> {
  await button(page, 'Share and download').click();
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Images, CSV' }).click();
  return readFileSync(await (await coming).path(), 'utf8');
}

beforeAll(async () => {
  lab = await startSmallLab();
  return () => lab.close();
});

afterEach(async () => {
  await browser?.close();
  browser = undefined;
});

test('a race under which the graphics process crashes goes on by itself and ends bit for bit the same', async () => {
  browser = await launchBrowser();
  const { page, trouble } = await gpuPage(browser, lab.url);
  await startRace(page);
  undisturbed = await fingerprint(page);
  expect(Object.keys(undisturbed).length).toBeGreaterThan(3);
  await startRace(page);
  await crashGpu(await browser.newBrowserCDPSession());
  await says(page, 'A new one is being started, and the race goes on from its last checkpoint.');
  await says(page, wentOn);
  expect(await fingerprint(page)).toEqual(undisturbed);
  expect(trouble).toEqual([]);
});

test('after a second and a third crash the race is saved, the page says what can be done, and it is done', async () => {
  browser = await launchBrowser();
  const cdp = await browser.newBrowserCDPSession();
  const { page, trouble } = await gpuPage(browser, lab.url);
  await startRace(page);
  await crashGpu(cdp);
  await says(page, wentOn);
  // Within two minutes Chromium gives workers no adapter any more, whether the page is reloaded or not.
  await crashGpu(cdp);
  await says(page, 'The browser gives this page no graphics adapter.');
  await says(page, /The race is saved at step [\d\s]+ of 1\s500/);
  // That it went on before is not true any more.
  expect(await page.getByText(wentOn).count()).toBe(0);
  // What was measured can be had without an engine.
  expect(await exportedCsv(page)).toContain('CaRot');
  await page.reload();
  await says(page, /Your last race stopped at step [\d\s]+ of 1\s500.*It ran on WebGPU/);
  await button(page, 'Go on with WebGPU').click();
  await says(page, 'The browser gives this page no graphics adapter.');
  await says(page, /The race is saved at step [\d\s]+ of 1\s500/);
  await button(page, 'Go on with WASM').click();
  await says(page, /The race went on from step \d+/);
  // WASM needs no graphics: the third crash does not touch it.
  await crashGpu(cdp);
  await says(page, 'Finished');
  expect(await page.getByRole('row').filter({ hasText: 'CaRot' }).first().textContent()).toMatch(
    /\d\.\d/,
  );
  expect(trouble).toEqual([]);
});

test('eight crashes and kills at any moment of a race change no number of it', async () => {
  browser = await launchBrowser({ args: [...browserArgs, ...withoutLimits] });
  const cdp = await browser.newBrowserCDPSession();
  const { page, trouble } = await gpuPage(browser, lab.url);
  if (!undisturbed) {
    await startRace(page);
    undisturbed = await fingerprint(page);
  }
  await startRace(page);
  for (const [i, waitMs] of [0, 3000, 700, 9000, 1500, 5000, 200, 12_000].entries()) {
    await page.waitForTimeout(waitMs);
    // What is said next is of this crash.
    if (i > 0) await button(page, 'Dismiss').click();
    await (i % 2 === 0 ? crashGpu(cdp) : killGpu(cdp));
    if (i >= 3) {
      // More than three in ten minutes: it does not go on by itself any more.
      await button(page, 'Try again').click({ timeout: RACE });
      await button(page, 'Go on').click({ timeout: RACE });
    }
    await says(page, /The race went on from step \d+/);
  }
  expect(await fingerprint(page)).toEqual(undisturbed);
  expect(trouble).toEqual([]);
});
