import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { lessons } from '../../src/lessons/registry.ts';
import { labPage, quickLab, READY, settled } from '../support/labPage.ts';
import { labSuite } from '../support/labSuite.ts';
import { troubleForReaders } from '../support/lookAt.ts';
import { seriousFindings } from '../support/seriousFindings.ts';

/** Every state of the page on the recorded race, at four sizes, in both themes: nothing cut off, nothing that axe finds serious. */

const lab = labSuite();
/** A folder for a picture of every state; none are taken without it. */
const pictures = process.env.PICTURES;

const sizes = [
  [1440, 900],
  [1280, 720],
  [1024, 768],
  [390, 844],
] as const;
const themes = ['light', 'dark'] as const;

type Look = (state: string) => Promise<void>;

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first();

async function tabs(page: Page, names: readonly string[], look: Look) {
  for (const name of names) {
    await page.getByRole('tab', { name, exact: true }).click();
    await settled(page);
    await look(name);
  }
}

async function dialog(page: Page, open: () => Promise<unknown>, name: string, look: Look) {
  await open();
  await page.getByRole('dialog').first().waitFor();
  await settled(page);
  await look(name);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').first().waitFor({ state: 'hidden' });
}

/** The page of studies, which has an address of its own. */
async function study(page: Page, look: Look) {
  await page.goto(`${lab.url}study.html`);
  await page.locator('.study-findings').waitFor({ timeout: READY });
  await look('study');
  for (const one of await page.locator('.study-finding summary').all()) await one.click();
  await look('study, every claim');
}

/** The calibrators of a row, once all are fitted. */
async function posthoc(page: Page, look: Look) {
  await page.getByRole('tab', { name: 'Results', exact: true }).click();
  await page.locator('.row-toggle:not([disabled])').first().click();
  await page.locator('.posthoc > summary').first().waitFor();
  for (const one of await page.locator('.posthoc > summary').all()) await one.click();
  await page
    .locator('.posthoc .table-export button:not([disabled])')
    .first()
    .waitFor({ timeout: READY });
  await settled(page);
  await look('calibrators');
}

/** A diagram without bins, of a pair of classes, as numbers. */
async function largeDiagram(page: Page, look: Look) {
  await dialog(page, () => page.locator('.enlarge').first().click(), 'diagram', look);
  await page.locator('.enlarge').first().click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: 'Smooth' }).click();
  await sheet.locator('.smooth-curve').waitFor({ timeout: READY });
  await look('smooth diagram');
  await sheet.getByRole('combobox', { name: 'Images' }).selectOption('pair');
  await sheet.getByText(/^Few images/).waitFor({ timeout: READY });
  await look('diagram of a pair');
  await sheet.getByRole('button', { name: 'View as table' }).click();
  await look('smooth table');
  await page.keyboard.press('Escape');
}

/** What a page shows, by the link that leads there. */
const places: Record<string, (page: Page, look: Look) => Promise<void>> = {
  '&view=first': async (page, look) => {
    await page.locator('.headline').waitFor({ timeout: READY });
    await page.locator('.first-curve .chart svg').first().waitFor();
    await look('first visit');
  },
  '&view=whole': async (page, look) => {
    await page.getByText('Ready when you are').waitFor({ timeout: READY });
    await look('welcome');
    await button(page, 'Show the recorded race').click();
    await page.locator('.recorded-chip summary').click({ timeout: READY });
    await settled(page);
    await look('particulars');
    await page.keyboard.press('Escape');
    await tabs(page, ['Trade-off', 'Curves'], look);
    await tabs(page, ['Any metric', 'What T mends', 'Loss parts', 'Internals'], look);
    await tabs(page, ['Results', 'Images', 'Classes', 'Matrix', 'Runs'], look);
    await posthoc(page, look);
    await largeDiagram(page, look);
    await dialog(page, () => button(page, /Keys and words/).click(), 'help', look);
    await dialog(page, () => button(page, 'Share and download').click(), 'share', look);
  },
  '&view=first&seed=1': study,
  '&mode=demo': async (page, look) => {
    await page.getByText(/Kernels are compiled/).waitFor({ timeout: READY });
    await look('pre-flight');
  },
  ...Object.fromEntries(
    lessons.map(({ title }, number) => [
      `&lesson=${number}`,
      async (page: Page, look: Look) => {
        await page.locator('#lesson-title', { hasText: title }).waitFor({ timeout: READY });
        await look(`lesson ${number}`);
      },
    ]),
  ),
};

const found = async (page: Page, state: string) => [
  ...(await troubleForReaders(page)).map((line) => `${state}: ${line}`),
  ...(await seriousFindings(page)).map((line) => `${state}: ${line}`),
];

test.each(sizes.flatMap((size) => themes.map((theme) => [...size, theme] as const)))(
  'at %i × %i, %s',
  async (width, height, theme) => {
    const all: string[] = [];
    for (const [query, visit] of Object.entries(places)) {
      const { page, context, trouble } = await labPage(lab.browser, lab.url, {
        viewport: { width, height },
        colorScheme: theme,
        reducedMotion: 'reduce',
      });
      await page.goto(`${quickLab(lab.url)}${query}`);
      const look: Look = async (state) => {
        all.push(...(await found(page, state)));
        if (!pictures) return;
        mkdirSync(pictures, { recursive: true });
        await page.screenshot({ path: join(pictures, `${state} ${width} ${theme}.png`) });
      };
      await visit(page, look).catch((error: Error) =>
        all.push(`${query} did not come: ${error.message.split('\n')[0]}`),
      );
      all.push(...trouble.map((line) => `${query}: ${line}`));
      await context.close();
    }
    expect([...new Set(all)]).toEqual([]);
  },
);
