import type { Page } from 'playwright';
import { beforeAll, describe, expect, test } from 'vitest';
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
import { troubleForReaders } from '../support/lookAt.ts';
import { seriousFindings } from '../support/seriousFindings.ts';

const lab = labSuite();
let opened: LabPage;
let page: Page;

/** One finished race, looked at from all sides. */
beforeAll(async () => {
  opened = await labPage(lab.browser, lab.url, { reducedMotion: 'reduce' });
  ({ page } = opened);
  await openLab(page, quickLab(lab.url));
  await prepareSmallRace(page, 4);
  await finishRace(page);
  await page.waitForTimeout(1500);
});

const trays = ['Results', 'Images', 'Classes', 'Matrix', 'Runs'];
const themes = ['light', 'dark'] as const;
const sizes = [
  [1440, 900],
  [1280, 720],
  [390, 844],
] as const;

async function useTheme(theme: (typeof themes)[number]) {
  const toggle = page.getByRole('button', { name: `Switch to the ${theme} theme` });
  if (await toggle.count()) await toggle.click();
}

const openTab = async (name: string) => {
  await page.getByRole('tab', { name, exact: true }).click();
  await settled(page);
};

describe.each(sizes)('at %i × %i', (width, height) => {
  test.each(themes)(
    'in the %s theme nothing is cut off and no type is under 12 px',
    async (theme) => {
      await page.setViewportSize({ width, height });
      await useTheme(theme);
      const found: string[] = [];
      for (const tab of ['Trade-off', 'Curves', ...trays]) {
        await openTab(tab);
        for (const line of await troubleForReaders(page)) found.push(`${tab}: ${line}`);
      }
      expect([...new Set(found)]).toEqual([]);
    },
  );
});

describe('for everyone', () => {
  test.each(themes)('axe finds nothing serious in the %s theme', async (theme) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await useTheme(theme);
    const found: string[] = [];
    for (const tab of ['Trade-off', 'Curves', ...trays]) {
      await openTab(tab);
      for (const line of await seriousFindings(page)) found.push(`${tab}: ${line}`);
    }
    await page.getByRole('button', { name: /Keys and words/ }).click();
    for (const line of await seriousFindings(page)) found.push(`Keys and words: ${line}`);
    await page.keyboard.press('Escape');
    expect([...new Set(found)]).toEqual([]);
  });

  test('every chart can be read as a table', async () => {
    await openTab('Trade-off');
    for (const tab of ['Trade-off', 'Curves']) {
      await openTab(tab);
      const button = page.getByRole('button', { name: /as (a )?table/i }).first();
      await button.click();
      const sheet = page.getByRole('dialog');
      expect(await sheet.getByRole('cell').count()).toBeGreaterThan(4);
      const { height } = (await sheet.boundingBox())!;
      expect(height).toBeGreaterThan(150);
      await sheet.getByRole('button').click();
      await sheet.waitFor({ state: 'hidden' });
    }
  });

  test('a race is run, paused, stepped, scrubbed and reset by keyboard alone', async () => {
    await page.keyboard.press('r');
    await page.getByText('0 / 4 steps').waitFor();
    await page.keyboard.press('.');
    await page
      .getByText(/^Paused/)
      .first()
      .waitFor({ timeout: 60_000 });
    await page.getByText('1 / 4 steps').waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Resume' }).isEnabled()).toBe(true);
    await page.keyboard.press(' ');
    await page.getByText('Finished').first().waitFor({ timeout: 180_000 });
    await page.keyboard.press('ArrowLeft');
    const chip = page.locator('.latest-chip');
    expect(await chip.getAttribute('aria-pressed')).toBe('false');
    await page.keyboard.press('Escape');
    expect(await chip.getAttribute('aria-pressed')).toBe('true');
    await page.keyboard.press('t');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('knob-t');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('?');
    expect(await page.getByRole('dialog').isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    expect(opened.trouble).toEqual([]);
  });
});

describe('a large diagram', () => {
  const sheet = () => page.getByRole('dialog');
  const fact = async (name: string) => {
    const row = sheet()
      .locator('dl > div')
      .filter({ has: page.getByText(name, { exact: true }) });
    return (await row.locator('dd').textContent()) ?? '';
  };
  const group = () => sheet().getByRole('combobox', { name: 'Images' });
  const images = async () => Number((await fact('Images')).replaceAll(/\D/g, ''));

  test('is of all images of a set, with bins and without, and as numbers', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.locator('.enlarge').first().click();
    const all = await images();
    expect(all).toBeGreaterThan(10);
    const binned = await fact('ECE');
    await sheet().getByRole('button', { name: 'Smooth' }).click();
    // A level line has no height to be seen by.
    await sheet().locator('.smooth-curve').waitFor({ state: 'attached' });
    expect(await images()).toBe(all);
    // Interval, width of the kernel and floor stand beside the value.
    expect(await fact('Smooth ECE')).toMatch(/^[\d.]+\s%\s\[[−\d.]+, [\d.]+\]/);
    expect(await fact('Kernel')).toContain('points of confidence');
    expect(binned).toContain(await fact('ECE with bins'));
    expect(await sheet().locator('.smooth-curve').getAttribute('d')).toMatch(/^M[\d.]+ [\d.]+L/);
    await sheet().getByRole('button', { name: 'View as table' }).click();
    expect(await sheet().getByRole('row').count()).toBe(22);
    expect(await seriousFindings(page)).toEqual([]);
    await sheet().getByRole('button', { name: 'View as chart' }).click();
  });

  test('is of a class, which is fewer, and of all OOD sets together, which are more', async () => {
    await sheet().getByRole('button', { name: 'Bins' }).click();
    const all = await images();
    await group().selectOption('class');
    await expect.poll(images).toBeLessThan(all);
    // What is saved says of what it is.
    expect(await sheet().getByRole('figure').getAttribute('aria-label')).toContain('answered “');
    const classes = await sheet().getByLabel('Answered as one class').locator('option').count();
    expect(classes).toBeGreaterThan(2);
    await group().selectOption('all');
    await sheet().getByRole('button', { name: 'OOD', exact: true }).click();
    await expect.poll(() => sheet().getByRole('heading').textContent()).toContain('OOD');
    const one = await images();
    await sheet().getByLabel('All OOD sets together').check();
    await expect.poll(images).toBeGreaterThan(one);
  });

  test('is of what another method is sure of', async () => {
    const all = await images();
    await group().selectOption('sure');
    await sheet().getByLabel('How sure it is').selectOption('0 0.5');
    await expect.poll(images).toBeLessThan(all);
    const unsure = await images();
    await sheet().getByLabel('How sure it is').selectOption('0.5 0.9');
    await expect.poll(images).not.toBe(unsure);
    const middle = await images();
    await sheet().getByLabel('How sure it is').selectOption('0.9 1');
    // The three ranges share all images out among them.
    await expect.poll(async () => unsure + middle + (await images())).toBe(all);
    // A method is not set against itself: the one before takes its place.
    const other = await sheet()
      .getByLabel('The other method')
      .locator('option:checked')
      .textContent();
    await sheet().getByRole('button', { name: other!, exact: true }).click();
    await expect.poll(() => sheet().getByRole('heading').textContent()).toContain(other!);
    const now = await sheet()
      .getByLabel('The other method')
      .locator('option:checked')
      .textContent();
    expect(now).not.toBe(other);
    await page.keyboard.press('Escape');
    expect(opened.trouble).toEqual([]);
  });

  test('stays open, and keeps the focus, while a race goes on under it', async () => {
    await page.locator('.enlarge').first().click();
    const slider = sheet().getByRole('slider');
    await slider.focus();
    const before = await page.locator('.diagram-column').count();
    await page.evaluate(() => {
      const seen = { gone: 0 };
      Object.assign(window, { seen });
      new MutationObserver(() => {
        if (!document.querySelector('dialog.diagram-sheet[open]')) seen.gone += 1;
      }).observe(document.body, { childList: true, subtree: true, attributes: true });
    });
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    expect(before).toBeGreaterThan(1);
    await page.keyboard.press('Escape');
    // A race of its own, with the dialog opened as soon as there is a diagram.
    await page.keyboard.press('r');
    await page.keyboard.press(' ');
    await page.locator('.enlarge').first().click({ timeout: 120_000 });
    await sheet().getByRole('slider').focus();
    await page.getByText('Finished').first().waitFor({ state: 'attached', timeout: 180_000 });
    await page.waitForTimeout(1000);
    expect(await sheet().isVisible()).toBe(true);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('diagram-t');
    await page.keyboard.press('Escape');
    expect(await sheet().count()).toBe(0);
    await page.locator('.enlarge').first().click();
    expect(await sheet().isVisible()).toBe(true);
    await page.keyboard.press('Escape');
  });
});
