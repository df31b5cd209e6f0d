import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright';
import { beforeAll, describe, expect, test } from 'vitest';
import { lessons } from '../../src/lessons/registry.ts';
import {
  type LabPage,
  labPage,
  openLab,
  prepareSmallRace,
  quickLab,
  RACE,
} from '../support/labPage.ts';
import { labSuite } from '../support/labSuite.ts';
import { lessonWalker } from '../support/lessonWalker.ts';
import { troubleForReaders } from '../support/lookAt.ts';

const require = createRequire(import.meta.url);
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const lab = labSuite();
let opened: LabPage;
let page: Page;

beforeAll(async () => {
  opened = await labPage(lab.browser, lab.url, { reducedMotion: 'reduce' });
  ({ page } = opened);
  await openLab(page, quickLab(lab.url));
  await prepareSmallRace(page, 12);
  // A field would take the keys for its own.
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
});

const { rail, button, walkTo } = lessonWalker(() => page);

/** Findings of axe in the rail, serious or worse. */
async function findings(): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run(root: string): Promise<{
          violations: { id: string; impact: string; nodes: { html: string }[] }[];
        }>;
      };
    };
    return (await axe.run('.lesson')).violations;
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
}

const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');

test('lesson 1 is walked through by keyboard alone, on a race that it starts', async () => {
  await page.keyboard.press('l');
  await rail().waitFor();
  expect(await focused()).toBe('Lessons');
  await walkTo(button(/^1 Fine-tuning costs/), 'Enter');
  await rail().getByRole('heading', { name: /^1 / }).waitFor();
  expect(await findings()).toEqual([]);

  await walkTo(rail().getByRole('radio').first(), 'ArrowDown');
  await walkTo(button('Lock in'), 'Enter');
  await walkTo(button('Next'), 'Enter');
  await expect.poll(focused).toBe('Race zero-shot against FT');

  await walkTo(button('Race FT'), 'Enter');
  await rail().getByText('A finished race').waitFor({ timeout: RACE });
  expect(await page.locator('p[aria-live="polite"]').last().textContent()).toContain(
    'Race zero-shot against FT: done.',
  );
  await walkTo(button('Next'), 'Enter');

  // The place it shows takes the focus, and the keys that choose bars.
  await walkTo(button('Show me where'), 'Enter');
  expect(await page.evaluate(() => document.activeElement?.closest('.diagrams') !== null)).toBe(
    true,
  );
  await walkTo(button('Do it for me'), 'Enter');
  await rail()
    .getByText(/says \d+/)
    .waitFor();
  await walkTo(button('Next'), 'Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => button('Next').isEnabled()).toBe(true);
  expect(await findings()).toEqual([]);
  await walkTo(button('Next'), 'Enter');

  await expect.poll(() => rail().locator('.claims tbody').count()).toBe(4);
  await expect.poll(() => rail().getByText('measuring').count()).toBe(0);
  // The verdict is about the race's end, wherever the clock stood.
  expect(await page.locator('.latest-chip').getAttribute('aria-pressed')).toBe('true');
  expect(await rail().locator('.lesson-said').textContent()).toContain('About as sure');
  expect(await findings()).toEqual([]);
  await walkTo(button('Next'), 'Enter');
  await walkTo(rail().locator('.formula button').nth(3), 'Enter');
  expect(await rail().locator('.formula figcaption').textContent()).toMatch(/^N = \d/);
  expect(await findings()).toEqual([]);
  await walkTo(button('Finish'), 'Enter');
  await button('Once more').waitFor();
  expect(opened.trouble).toEqual([]);
});

test('its end is remembered, and its address opens it', async () => {
  await page.keyboard.press('l');
  await rail().waitFor({ state: 'detached' });
  await page.goto(`${quickLab(lab.url)}&lesson=1`);
  await button('Once more').waitFor();
  await expect.poll(() => page.url()).toContain('&L1');
});

test('a link to a lesson shows no number before the lesson is there', async () => {
  const slow = await labPage(lab.browser, lab.url, { reducedMotion: 'reduce' });
  let letGo = () => {};
  const held = new Promise<void>((done) => {
    letGo = done;
  });
  try {
    await slow.page.route(/LessonRail[^/]*\.js$/, async (route) => {
      await held;
      await route.continue();
    });
    await slow.page.goto(`${lab.url}?lesson=1`);
    await slow.page.locator('.lesson-comes').waitFor({ state: 'attached' });
    await slow.page.locator('.panel.tray').waitFor({ state: 'attached' });
    const [all, visible] = await slow.page.evaluate(() => {
      const found = [...document.querySelectorAll('.panel:is(.stage, .diagrams, .tray) *')];
      const isVisible = (one: Element) => getComputedStyle(one).visibility === 'visible';
      return [found.length, found.filter(isVisible).length];
    });
    expect(all).toBeGreaterThan(5);
    expect(visible).toBe(0);
    letGo();
    await slow.page.locator('.lesson').waitFor();
    expect(await slow.page.locator('.lesson-comes').count()).toBe(0);
  } finally {
    letGo();
    await slow.context.close();
  }
});

describe.each([
  [1280, 720],
  [390, 844],
] as const)('at %i × %i', (width, height) => {
  test('no lesson cuts anything off', async () => {
    await page.setViewportSize({ width, height });
    const found: string[] = [];
    await page.goto(`${quickLab(lab.url)}&lesson=list`);
    for (const [number, { title }] of lessons.entries()) {
      await rail().locator('.lesson-list button').nth(number).click();
      await page.locator('#lesson-title', { hasText: title }).waitFor();
      for (const line of await troubleForReaders(page)) found.push(`${title}: ${line}`);
      await button('All lessons').first().click();
    }
    expect([...new Set(found)]).toEqual([]);
  });
});

test('the teacher’s notes are a page of their own', async () => {
  await page.goto(`${lab.url}lessons.html`);
  await page.getByRole('heading', { name: 'Teacher’s notes' }).waitFor();
  expect(await page.locator('article').count()).toBe(lessons.length);
  expect(await troubleForReaders(page)).toEqual([]);
});
