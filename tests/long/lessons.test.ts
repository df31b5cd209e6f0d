import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { lessons } from '../../src/lessons/registry.ts';
import { labPage, quickLab } from '../support/labPage.ts';
import { labSuite } from '../support/labSuite.ts';
import { lessonWalker } from '../support/lessonWalker.ts';

const lab = labSuite();
let page: Page;
const { rail, button, walkTo, goThrough } = lessonWalker(() => page);

test('lessons 0, 5 and 7 go by keyboard alone on the race that the lab comes with', async () => {
  const shipped = await labPage(lab.browser, lab.url, { reducedMotion: 'reduce' });
  page = shipped.page;
  const begin = async (number: number) => {
    await page.goto(`${lab.url}?lesson=${number}`);
    await page.locator('#lesson-title', { hasText: lessons[number]!.title }).waitFor();
  };
  try {
    await begin(0);
    // Twenty pictures, an answer each: the arrows move over the slip.
    await button('Show the recorded race').or(rail().locator('.slip')).first().waitFor();
    for (let answer = 0; answer < 20; answer++) {
      await rail()
        .getByText(`Picture ${answer + 1} of 20`)
        .waitFor({ timeout: 60_000 });
      const slip = rail().locator('.slip button[tabindex="0"]');
      if (answer === 0) {
        await walkTo(slip, 'ArrowRight');
        expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('%');
      }
      await walkTo(slip, 'Enter');
    }
    await rail().getByText('The model').first().waitFor();
    await goThrough();
    await begin(5);
    await goThrough();
    await begin(7);
    const recorded = button('Show the recorded race');
    if (await recorded.isVisible()) await walkTo(recorded, 'Enter');
    await rail().locator('tbody[data-kind]').first().waitFor({ timeout: 60_000 });
    // It ends when somebody wins; L leaves it, and leads to the list.
    await page.keyboard.press('l');
    await rail().waitFor({ state: 'detached' });
    await page.keyboard.press('l');
    await rail().locator('.lesson-list').waitFor();
    expect(shipped.trouble).toEqual([]);
  } finally {
    await shipped.context.close();
  }
});

// The small recorded race has the default methods alone: what needs label smoothing is walked above.
test('lessons are finished by keyboard alone, on the recorded race alone, tagged throughout', async () => {
  const recorded = await labPage(lab.browser, lab.url, { reducedMotion: 'reduce' });
  page = recorded.page;
  try {
    await page.goto(`${quickLab(lab.url)}&lesson=1`);
    await rail().waitFor();
    for (const number of [1, 2, 3, 4, 6]) {
      await page.locator('#lesson-title', { hasText: lessons[number]!.title }).waitFor();
      await goThrough();
      await walkTo(button('All lessons').last(), 'Enter');
      const next = { 1: 2, 2: 3, 3: 4, 4: 6 }[number];
      if (next) await walkTo(rail().locator('.lesson-list button').nth(next), 'Enter');
    }
    expect(await rail().locator('[data-done="true"]').count()).toBe(5);
    // The formula beside a curve, by pointer: nothing else lies over its button.
    await page.keyboard.press('l');
    await page.getByRole('tab', { name: 'Curves', exact: true }).click();
    await page.getByRole('button', { name: 'ID ECE: the formula' }).click();
    const formula = page.getByRole('dialog', { name: 'ID ECE: the formula' });
    await formula.getByRole('combobox').selectOption({ label: 'FT' });
    await formula.getByRole('button', { name: /^N/ }).hover();
    await expect
      .poll(() => formula.locator('figcaption').textContent())
      .toMatch(/^N = 256.*FT, ID/);
    expect(recorded.trouble).toEqual([]);
  } finally {
    await recorded.context.close();
  }
});
