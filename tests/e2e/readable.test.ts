import type { Page } from 'playwright';
import { afterEach, describe, expect, test } from 'vitest';
import { type LabPage, labPage, quickLab, READY, settled } from '../support/labPage.ts';
import { labSuite } from '../support/labSuite.ts';
import { troubleForReaders } from '../support/lookAt.ts';
import { smallTypeShare } from '../support/smallType.ts';

/** What the recorded race looks like: type that can be read, diagrams in whole, a way through a long page. */

const lab = labSuite();
let opened: LabPage | undefined;
afterEach(() => opened?.context.close());

async function show(
  view: 'first' | 'whole',
  width: number,
  height: number,
  url = quickLab(lab.url),
): Promise<Page> {
  opened = await labPage(lab.browser, lab.url, {
    viewport: { width, height },
    reducedMotion: 'reduce',
  });
  const { page } = opened;
  await page.goto(`${url}${url.includes('?') ? '&' : '?'}view=${view}`);
  if (view === 'first') {
    await page.locator('.first-curve .chart svg').first().waitFor({ timeout: READY });
  } else {
    await page.getByText('Ready when you are').waitFor({ timeout: READY });
    await page.getByRole('button', { name: 'Show the recorded race' }).first().click();
    await page.locator('.diagram-column .reliability').first().waitFor({ timeout: READY });
    await page.locator('.plane-mark').first().waitFor();
  }
  await settled(page);
  return page;
}

/** Boxes of what stands in a row or pane and is neither wholly in it nor wholly out of it. */
const cut = (page: Page, of: string, within: string) =>
  page.locator(within).evaluate((frame, selector) => {
    const room = frame.getBoundingClientRect();
    return [...document.querySelectorAll(selector)].flatMap((element) => {
      const box = element.getBoundingClientRect();
      if (box.right <= room.left + 1 || box.left >= room.right - 1) return [];
      const whole =
        box.left >= room.left - 1 &&
        box.right <= room.right + 1 &&
        box.top >= room.top - 1 &&
        box.bottom <= room.bottom + 1;
      return whole
        ? []
        : [`${element.className}: ${box.left}, ${box.right} in ${room.left}, ${room.right}`];
    });
  }, of);

describe.each(['first', 'whole'] as const)('the %s view', (view) => {
  test('has small type for little of its text, and nothing is cut off, in every size', async () => {
    const page = await show(view, 1440, 900);
    for (const [width, height] of [
      [1440, 900],
      [1280, 720],
      [1024, 768],
      [390, 844],
    ] as const) {
      await page.setViewportSize({ width, height });
      await settled(page);
      expect(await smallTypeShare(page), `${width}`).toBeLessThan(0.15);
      expect(await troubleForReaders(page), `${width}`).toEqual([]);
    }
  });
});

test('no diagram is cut, and those without room come in one press', async () => {
  const page = await show('whole', 1280, 720, lab.url);
  const names = () =>
    page.locator('.diagrams-columns').evaluate((row) => {
      const { left, right } = row.getBoundingClientRect();
      return [...row.children].flatMap((column) => {
        const box = column.getBoundingClientRect();
        return box.left >= left - 1 && box.right <= right + 1 ? [column.textContent] : [];
      });
    });
  for (const tab of ['Curves', 'Trade-off']) {
    await page.getByRole('tab', { name: tab, exact: true }).click();
    await settled(page);
    expect(await cut(page, '.panel.diagrams', '.middle'), tab).toEqual([]);
  }
  expect(await cut(page, '.diagram-column', '.diagrams-columns')).toEqual([]);
  const before = await names();
  expect(before.length).toBeGreaterThan(2);
  await page.getByRole('button', { name: /^On: \d+ more methods/ }).click();
  await expect.poll(async () => (await names()).includes(before[0]!)).toBe(false);
  await expect.poll(() => cut(page, '.diagram-column', '.diagrams-columns')).toEqual([]);
  await page.getByRole('button', { name: /^Back: \d+ more methods/ }).click();
  await expect.poll(async () => (await names()).includes(before[0]!)).toBe(true);

  // Two rows of diagrams, where the window is high enough for them.
  await page.setViewportSize({ width: 1440, height: 900 });
  await settled(page);
  expect(await cut(page, '.panel.diagrams', '.middle')).toEqual([]);
  expect(await cut(page, '.diagram-column', '.diagrams-columns')).toEqual([]);
  expect(await page.locator('.diagram-column').first().locator('figure').count()).toBe(2);
});

test('at 1024 × 768 what a race is stands in its pane, before there is one', async () => {
  opened = await labPage(lab.browser, lab.url, { viewport: { width: 1024, height: 768 } });
  const { page } = opened;
  await page.goto(`${quickLab(lab.url)}&view=whole`);
  await page.locator('.sure-right').waitFor({ timeout: READY });
  await settled(page);
  const stage = (await page.locator('.panel.stage').boundingBox())!;
  const welcome = (await page.locator('.welcome').boundingBox())!;
  expect(welcome.y).toBeGreaterThan(stage.y);
  expect(welcome.y + welcome.height).toBeLessThan(stage.y + stage.height);
});

describe('on a telephone', () => {
  test.each([
    ['first', ['Answers', 'Diagrams', 'Compare', 'Over time']],
    ['whole', ['Race', 'Diagrams', 'Sliders', 'Results', 'Methods']],
  ] as const)('the %s view has a bar that says where one is and leads on', async (view, names) => {
    const page = await show(view, 390, 844);
    const bar = page.getByRole('navigation', { name: 'Parts of this page' });
    expect(await bar.getByRole('button').allTextContents()).toEqual(names);
    for (const name of names) {
      const button = bar.getByRole('button', { name, exact: true });
      await button.click();
      await settled(page);
      const box = (await button.boundingBox())!;
      expect(box.height).toBeGreaterThanOrEqual(44);
      expect(box.width).toBeGreaterThanOrEqual(44);
      expect(await bar.locator('[aria-current]').allTextContents()).toEqual([name]);
      // What it led to has the focus, and none of it lies under the bar.
      const { top, foot, atEnd } = await bar.evaluate((element) => ({
        top: document.activeElement!.getBoundingClientRect().top,
        foot: element.getBoundingClientRect().bottom,
        atEnd: scrollY + innerHeight >= document.documentElement.scrollHeight - 2,
      }));
      expect(top).toBeGreaterThanOrEqual(foot);
      if (!atEnd) expect(top).toBeLessThan(foot + 24);
    }
  });

  test('what a chip of the bar opens stands in the window', async () => {
    const page = await show('whole', 390, 844);
    const chips = await page.locator('details:has(> .popover) > summary').all();
    expect(chips.length).toBeGreaterThan(0);
    for (const summary of chips) {
      await summary.click();
      const about = (await page.locator('details[open] > .popover').boundingBox())!;
      expect(about.x).toBeGreaterThanOrEqual(0);
      expect(about.x + about.width).toBeLessThanOrEqual(390);
      await page.keyboard.press('Escape');
    }
  });

  test('every method is one press from its diagrams', async () => {
    const page = await show('whole', 390, 844);
    const jump = page.getByRole('group', { name: 'Show the diagrams of' });
    const marks = jump.getByRole('button');
    const column = (method: string) => page.locator(`.diagram-column[data-method="${method}"]`);
    expect(await marks.count()).toBe(await page.locator('.diagram-column').count());
    for (const [label, id] of [
      ['CaRot', 'carot'],
      ['FT', 'ft'],
    ] as const) {
      const mark = jump.getByRole('button', { name: label, exact: true });
      await mark.click();
      await expect.poll(() => mark.getAttribute('aria-current')).toBe('true');
      const box = (await column(id).boundingBox())!;
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(390);
    }
    for (const box of await marks.evaluateAll((all) =>
      all.map((one) => one.getBoundingClientRect()),
    )) {
      expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(40);
    }
  });

  test('where panes stand beside one another there is no such bar', async () => {
    const page = await show('first', 1280, 720);
    expect(await page.locator('.sections').isVisible()).toBe(false);
  });
});
