import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { labPage, quickLab, RACE, READY, startButton } from '../support/labPage.ts';
import { labSuite } from '../support/labSuite.ts';
import { troubleForReaders } from '../support/lookAt.ts';

const suite = labSuite();

/** The simple view of the model and data whose races take seconds. */
const simple = () => `${quickLab(suite.url)}&view=first`;

const headline = (page: Page) => page.locator('.headline');
const recordedTag = (page: Page) => page.getByText('RECORDED', { exact: true });

/** Sums what moved without a hand, from the first paint on. */
const watchShifts = (page: Page) =>
  page.addInitScript(() => {
    const seen = { shift: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as {
        hadRecentInput: boolean;
        value: number;
      }[]) {
        if (!entry.hadRecentInput) seen.shift += entry.value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });

describe('a first visit', () => {
  test('shows a recorded race, with its tag, that moves by itself and moves nothing else', async () => {
    const { page, trouble, strangers } = await labPage(suite.browser, suite.url, {}, 'unasked');
    await watchShifts(page);
    await page.goto(simple());
    await headline(page).waitFor({ timeout: READY });
    await recordedTag(page).waitFor();
    expect(await headline(page).textContent()).toMatch(
      /\d+\s% sure of its answers\. \d+\s% of them/,
    );
    const steps = new Set<string>();
    for (let i = 0; i < 12; i++) {
      steps.add((await page.locator('.latest-chip').textContent()) ?? '');
      await page.waitForTimeout(500);
    }
    expect(steps.size).toBeGreaterThan(2);
    await page.getByText('LATEST', { exact: true }).waitFor();
    expect(await page.locator('.faces figcaption').count()).toBe(12);
    const { shift } = await page.evaluate(
      () => (window as unknown as { seen: { shift: number } }).seen,
    );
    expect(shift).toBeLessThan(0.05);
    expect(trouble).toEqual([]);
    expect(strangers).toEqual([]);
    await page.context().close();
  });

  test('the whole lab is one click away, with the recorded race in every pane, and is remembered', async () => {
    const { page } = await labPage(suite.browser, suite.url, {}, 'unasked');
    await page.goto(simple());
    await headline(page).waitFor({ timeout: READY });
    await page.getByRole('button', { name: 'Whole lab' }).click();
    await page.getByRole('button', { name: 'Simple view' }).waitFor();
    await recordedTag(page).waitFor();
    await page.locator('.diagram-column').nth(4).waitFor();
    // Its logits come when something asks for an image.
    await page.getByRole('tab', { name: 'Images' }).click();
    await page
      .locator('.image-grid .thumbnail, .tray .thumbnail')
      .first()
      .waitFor({ timeout: READY });
    await recordedTag(page).click();
    await page.getByText(/^npm run record -- /).waitFor();
    await page.keyboard.press('Escape');
    await page.reload();
    await page.getByRole('button', { name: 'Simple view' }).waitFor();
    // The whole lab begins with what can be done, which is also to have it back.
    await page.getByRole('button', { name: 'Show the recorded race' }).click({ timeout: READY });
    await recordedTag(page).waitFor();
    await page.context().close();
  });

  test('one click starts a race of one’s own in its place', async () => {
    const { page } = await labPage(suite.browser, suite.url, {}, 'unasked');
    await page.goto(`${simple()}&steps=6&batch=8&every=3&subset=20&final=20`);
    await headline(page).waitFor({ timeout: READY });
    const start = startButton(page);
    await start.and(page.locator(':enabled')).waitFor({ timeout: READY });
    expect(await start.textContent()).toContain('Start race');
    await start.click();
    await recordedTag(page).waitFor({ state: 'detached', timeout: READY });
    await page.getByText('Finished').first().waitFor({ timeout: RACE });
    expect(await headline(page).textContent()).toMatch(/After 6 steps/);
    await page.getByText(/faint: RECORDED/).waitFor();
    await page.getByRole('button', { name: 'Whole lab' }).click();
    await page.getByRole('tab', { name: 'Runs', exact: true }).click();
    await page.getByRole('button', { name: 'Show the recorded race' }).click();
    await recordedTag(page).waitFor();
    // One’s own race is kept.
    expect(await page.locator('.run-list li').count()).toBe(1);
    await page.context().close();
  });

  test('without an engine the recorded race is still there', async () => {
    const { page } = await labPage(suite.browser, suite.url, {}, 'unasked');
    await page.route(/train\.worker/, (route) => route.abort());
    await page.goto(simple());
    await headline(page).waitFor({ timeout: READY });
    await recordedTag(page).waitFor();
    await page.locator('.pick', { hasText: 'CaRot' }).click();
    expect(await headline(page).textContent()).toMatch(/CaRot|Before/);
    await page.context().close();
  });

  test.each([
    [1440, 900],
    [1280, 720],
    [1024, 768],
    [390, 844],
  ])('nothing is cut off or small at %i × %i', async (width, height) => {
    const options = { viewport: { width, height }, reducedMotion: 'reduce' as const };
    const { page } = await labPage(suite.browser, suite.url, options, 'unasked');
    await page.goto(simple());
    await headline(page).waitFor({ timeout: READY });
    await page.locator('.first-curve .chart svg').first().waitFor();
    expect(await troubleForReaders(page)).toEqual([]);
    await page.context().close();
  });
});
