import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright';
import { beforeAll, expect, test } from 'vitest';
import { labPage, openLab, quickLab, READY } from '../support/labPage.ts';
import { labSuite } from '../support/labSuite.ts';

/** The folds beneath a method's row, on the recorded race, in a browser with its real worker. */
const lab = labSuite();
let page: Page;
let trouble: readonly string[];

beforeAll(async () => {
  const opened = await labPage(lab.browser, lab.url, {
    acceptDownloads: true,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  ({ page, trouble } = opened);
  await openLab(page, quickLab(lab.url));
  await page.getByRole('button', { name: 'Show the recorded race' }).click();
  await page.locator('.row-toggle:not([disabled])').nth(1).click({ timeout: READY });
});

const fold = (title: string) => page.locator('details.posthoc').filter({ hasText: title }).first();

test('calibrators leave as text and as a file, with the numbers of the table', async () => {
  const own = fold('Post-hoc calibrators');
  await own.locator('summary').click();
  const copy = own.getByRole('button', { name: 'Copy as Markdown' });
  await own.locator('.table-export button:not([disabled])').first().waitFor({ timeout: READY });
  await copy.click();
  await own.getByRole('button', { name: '✓ Copied' }).waitFor();
  const lines = (await page.evaluate(() => navigator.clipboard.readText())).split('\n');
  const saved = page.waitForEvent('download');
  await own.getByRole('button', { name: 'Download as CSV' }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toMatch(/^carot-lab-posthoc-.+\.csv$/);
  const csv = await readFile(await download.path(), 'utf8');
  // The ID test set is the one that is chosen at first: Acc, ECE, floor, NLL, Brier.
  const rows = await own.locator('tbody tr').all();
  expect(rows.length).toBeGreaterThan(6);
  for (const row of rows) {
    const [name, , , , nll] = await row.locator('th, td').allInnerTexts();
    const label = name!.split('\n')[0]!.replace(/( !|oracle)$/, '');
    const shown = nll!.split('\n')[0]!;
    const written = lines.find((line) => line.startsWith(`| ${label}`));
    expect(written, label).toContain(` ${shown} `);
    const told = csv.split('\r\n').find((line) => line.replaceAll('"', '').startsWith(label));
    const close = told!
      .split(',')
      .filter((cell) => cell !== '' && Math.abs(Number(cell) - Number(shown)) < 0.0006);
    expect(close.length, `${label}: ${told}`).toBeGreaterThan(0);
  }
});

test('the paper’s ECE rises as its batches shrink under its slider', async () => {
  const own = fold('The paper’s ECE, batch by batch');
  await own.locator('summary').click();
  const slider = own.getByLabel('Images a batch', { exact: true });
  await slider.waitFor({ timeout: READY });
  const says = async () =>
    Number(/ECE ([\d.]+)/.exec((await own.locator('output').textContent()) ?? '')![1]);
  const values: number[] = [];
  for (const key of ['End', 'Home']) {
    await slider.press(key);
    values.push(await says());
  }
  expect(values[1]).toBeGreaterThan(1.2 * values[0]!);
  expect(trouble).toEqual([]);
});
