import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright';
import { beforeAll, expect, test } from 'vitest';
import {
  finishRace,
  type LabPage,
  labPage,
  openLab,
  prepareSmallRace,
  quickLab,
  settled,
} from '../support/labPage.ts';
import { labSuite } from '../support/labSuite.ts';

const lab = labSuite();
let opened: LabPage;
let page: Page;

beforeAll(async () => {
  opened = await labPage(lab.browser, lab.url, { acceptDownloads: true });
  ({ page } = opened);
  await openLab(page, quickLab(lab.url));
  await prepareSmallRace(page, 4);
});

const button = (name: string | RegExp) => page.getByRole('button', { name }).first();

/** Every number of the results, and every lane's loss. */
const numbersShown = async () => {
  await settled(page, 500);
  const table = await page.getByRole('table').first().textContent();
  const losses = await page.getByText(/^loss /).allInnerTexts();
  return { table, losses };
};

test('the same seed gives the same numbers, another seed gives others', async () => {
  await finishRace(page);
  const first = await numbersShown();
  expect(first.losses).toHaveLength(3);
  await button('Reset').click();
  await page.getByText('0 / 4 steps').waitFor();
  await finishRace(page);
  expect(await numbersShown()).toEqual(first);
  await page.getByLabel('Seed', { exact: true }).fill('1');
  await button('Reset').click();
  await page.getByText('0 / 4 steps').waitFor();
  await finishRace(page);
  expect((await numbersShown()).losses).not.toEqual(first.losses);
});

/** ECE by its definition: Σ over bins of (n_b / n) · |accuracy_b − confidence_b|, bins (lower, upper]. */
function eceOf(rows: readonly { confidence: number; correct: boolean }[], bins = 15): number {
  const sums = Array.from({ length: bins }, () => ({ confidence: 0, correct: 0 }));
  for (const { confidence, correct } of rows) {
    const bin = sums[Math.min(bins - 1, Math.max(0, Math.ceil(confidence * bins) - 1))]!;
    bin.confidence += confidence;
    bin.correct += Number(correct);
  }
  return sums.reduce((sum, bin) => sum + Math.abs(bin.correct - bin.confidence), 0) / rows.length;
}

/** How the exported images name the methods of the default race. */
const labels: Readonly<Record<string, string>> = {
  zs: 'Zero-shot',
  ft: 'FT',
  'wise-ft': 'WiSE-FT',
  flyp: 'FLYP',
  carot: 'CaRot',
};

async function download(name: RegExp): Promise<string> {
  await page.locator('#share').click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name }).first().click(),
  ]);
  await page.keyboard.press('Escape');
  return readFile(await file.path(), 'utf8');
}

test('the ECE on the screen is that of the exported images', async () => {
  const lines = (await download(/CSV/)).trim().split(/\r?\n/);
  const head = lines[0]!.split(',');
  const at = (name: string) => head.indexOf(name);
  for (const name of ['method', 'split', 'confidence', 'correct']) {
    expect(at(name), name).toBeGreaterThanOrEqual(0);
  }
  const rows = lines.slice(1).map((line) => {
    const cells = line.split(',');
    return {
      method: cells[at('method')]!,
      split: cells[at('split')]!,
      confidence: Number(cells[at('confidence')]),
      correct: ['1', 'true'].includes(cells[at('correct')]!),
    };
  });
  const exported = JSON.parse(await download(/JSON/)) as {
    results: { methodId: string; splits: { splitId: string; raw: { ece: number; n: number } }[] }[];
  };
  let compared = 0;
  for (const { methodId, splits } of exported.results) {
    for (const { splitId, raw } of splits) {
      const label = labels[methodId];
      const own = rows.filter(({ method, split }) => method === label && split === splitId);
      if (own.length === 0) continue;
      expect(own).toHaveLength(raw.n);
      expect(Math.abs(eceOf(own) - raw.ece), `${methodId} on ${splitId}`).toBeLessThan(1e-6);
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThanOrEqual(15);
  const idEce = exported.results
    .find(({ methodId }) => methodId === 'ft')!
    .splits.find(({ splitId }) => splitId === 'outline')!.raw.ece;
  const shown = await page
    .locator('figure.reliability[aria-label*="FT, ID"]')
    .first()
    .getAttribute('aria-label');
  expect(shown).toContain(`ECE ${(idEce * 100).toFixed(1)}`);
});

test('a link carries the setup and the knobs to another browser, and starts nothing', async () => {
  await page.getByLabel('Learning rate', { exact: true }).fill('0.0002');
  await page
    .getByRole('checkbox', { name: /^FLYP$/ })
    .first()
    .uncheck();
  await page.locator('#knob-a').fill('0.3');
  await page.getByRole('button', { name: /own T\*/ }).click();
  await page.waitForTimeout(1000);
  const link = page.url();
  expect(link.length - lab.url.length).toBeLessThan(300);
  const other = await labPage(lab.browser, lab.url);
  await openLab(other.page, link);
  expect(await other.page.getByLabel('Learning rate', { exact: true }).inputValue()).toBe('0.0002');
  expect(await other.page.getByLabel('Steps', { exact: true }).inputValue()).toBe('4');
  expect(
    await other.page
      .getByRole('checkbox', { name: /^FLYP$/ })
      .first()
      .isChecked(),
  ).toBe(false);
  expect(await other.page.locator('#knob-a').inputValue()).toBe('0.3');
  await other.page.getByText('0 / 4 steps').waitFor();
  await other.page.waitForTimeout(1500);
  await other.page.getByText('0 / 4 steps').waitFor();
  expect(other.trouble).toEqual([]);
  await other.context.close();
});

test.each([
  ['of noise', '#garbage'],
  ['of another version', '#91a95j&n6'],
  ['after the prototype', '#%7B%22__proto__%22%3A1%7D'],
  ['without end', `#${'x'.repeat(9000)}`],
])('a link %s is said not to be understood, and changes nothing', async (_, hash) => {
  const other = await labPage(lab.browser, lab.url);
  await other.page.goto(`${lab.url}${hash}`);
  await other.page
    .getByText(/link was not understood/i)
    .first()
    .waitFor();
  expect(await other.page.getByLabel('Seed', { exact: true }).inputValue()).toBe('0');
  await other.context.close();
});

test('a run is kept across a reload', async () => {
  await page.reload();
  await page.getByText('Ready when you are').waitFor({ timeout: 60_000 });
  await page.getByRole('tab', { name: 'Runs' }).click();
  await page.getByText(/CaRot/).first().waitFor();
  await page.getByRole('button', { name: /^Open/ }).first().click();
  await page.locator('figure.reliability').nth(7).waitFor({ timeout: 30_000 });
  expect(opened.trouble).toEqual([]);
});
