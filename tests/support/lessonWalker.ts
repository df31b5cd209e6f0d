import type { Locator, Page } from 'playwright';
import { expect } from 'vitest';
import { settled } from './labPage.ts';

/** Whoever goes through lessons by keyboard alone. @param pageOf the page, which a test may change */
export function lessonWalker(pageOf: () => Page) {
  const rail = () => pageOf().locator('.lesson');
  const button = (name: string | RegExp) => rail().getByRole('button', { name, exact: true });

  /** Walks with Tab until something has the focus, then presses a key there. */
  async function walkTo(target: Locator, key: string): Promise<void> {
    await target.waitFor();
    for (let step = 0; step < 80; step++) {
      if (await target.evaluate((element) => element === document.activeElement)) {
        await pageOf().keyboard.press(key);
        return;
      }
      await pageOf().keyboard.press('Tab');
    }
    throw new Error(`Tab does not lead to ${target}`);
  }

  /** What does a step once “Show me where” has gone there; pressed until it is done. */
  const keyFor: Readonly<Record<string, string>> = {
    diagrams: 'Enter',
    clock: 'ArrowLeft',
    alpha: 'ArrowRight',
    temperature: 'ArrowRight',
    // From Results over Images and Classes.
    matrix: 'ArrowRight',
  };

  /** The panes that are covered, and what in them could still be come to. */
  const covered = () =>
    pageOf().evaluate(() => {
      // A stage without a race tells nothing.
      const panes = [
        ...document.querySelectorAll(
          '.panel:is(.stage:not(:has(.welcome, .loading)), .diagrams, .tray)',
        ),
      ];
      const seen = (element: Element) => getComputedStyle(element).visibility === 'visible';
      return {
        said: panes.map((pane) => getComputedStyle(pane, '::after').content),
        left: panes.flatMap((pane) => [...pane.querySelectorAll('*')].filter(seen)).length,
        boxes: panes.map((pane) => JSON.stringify(pane.getBoundingClientRect())),
      };
    });

  /** Goes through a lesson by keyboard alone. */
  async function goThrough(): Promise<void> {
    for (let step = 0; step < 12; step++) {
      const choice = rail().getByRole('radio').first();
      if (await choice.isVisible()) {
        await settled(pageOf(), 400);
        const before = await covered();
        expect(before.left).toBe(0);
        for (const said of before.said) expect(said).toContain('Covered until');
        await walkTo(choice, 'Space');
        await walkTo(button('Lock in'), 'Enter');
        const next = rail().locator('.lesson-foot button').nth(1);
        await expect.poll(() => next.isEnabled()).toBe(true);
        const hides = await rail().locator('[data-hides]').getAttribute('data-hides');
        const after = await covered();
        expect(after.left > 0).toBe(hides === '');
        expect(after.boxes).toEqual(before.boxes);
        expect(after.boxes.length).toBeGreaterThan(1);
      }
      const recorded = button('Show the recorded race');
      if (await recorded.isVisible()) await walkTo(recorded, 'Enter');
      const shown = await rail().locator('[data-shows]').getAttribute('data-shows');
      if (shown) {
        await walkTo(button('Show me where'), 'Enter');
        expect(
          await pageOf().evaluate(() => document.activeElement?.closest('.lesson')),
        ).toBeNull();
        const isDone = () => rail().locator('.lesson-task').getAttribute('data-done');
        if (shown === 'temperature') await pageOf().keyboard.press('Home');
        for (let press = 0; press < 201 && (await isDone()) !== 'true'; press++) {
          await pageOf().keyboard.press(keyFor[shown]!);
        }
        expect(await isDone(), shown).toBe('true');
        await pageOf().keyboard.press('l');
        await expect
          .poll(() => pageOf().evaluate(() => document.activeElement?.id), { message: shown })
          .toBe('lesson-step');
      }
      if ((await rail().locator('.claims').count()) > 0) {
        await expect.poll(() => rail().getByText('measuring').count(), { timeout: 60_000 }).toBe(0);
        expect(await rail().getByText('cannot be tested').count()).toBe(0);
        expect(await rail().locator('.claims thead').first().textContent()).toContain('RECORDED');
      }
      const next = rail().locator('.lesson-foot button').nth(1);
      await expect.poll(() => next.isEnabled(), { timeout: 60_000 }).toBe(true);
      const last = (await next.textContent()) === 'Finish';
      await walkTo(next, 'Enter');
      if (last) return;
    }
    throw new Error('the lesson does not end');
  }
  return { rail, button, walkTo, goThrough };
}
