import type { Page } from 'playwright';
import { beforeAll, expect, test } from 'vitest';
import { gpuPage } from '../support/gpuRace.ts';
import { RACE, READY, startButton } from '../support/labPage.ts';
import { launchBrowser } from '../support/launchBrowser.ts';
import { startSmallLab } from '../support/smallLab.ts';

let lab: Awaited<ReturnType<typeof startSmallLab>>;

beforeAll(async () => {
  lab = await startSmallLab();
  return () => lab.close();
});

/** Writes down every text of the race's clock that is seen on the page, and how late frames came. */
const watchClock = (page: Page) =>
  page.evaluate(() => {
    const seen: string[] = [];
    let worstFrameMs = 0;
    let last = performance.now();
    const frame = (now: number) => {
      worstFrameMs = Math.max(worstFrameMs, now - last);
      last = now;
      const text = document.querySelector('.clock-text')?.textContent ?? '';
      if (text !== seen.at(-1)) seen.push(text);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    Object.assign(window, { clockSeen: () => ({ seen, worstFrameMs }) });
  });

const clockSeen = (page: Page) =>
  page.evaluate(() =>
    (window as unknown as { clockSeen(): { seen: string[]; worstFrameMs: number } }).clockSeen(),
  );

test('kernels are prepared in sight, can be stopped, and what they are is said', async () => {
  const browser = await launchBrowser();
  try {
    const { page, trouble } = await gpuPage(browser, lab.url, 8);
    const chip = page.locator('details.chip');
    await chip.locator('summary').click();
    // An adapter in software is not measured: it has quads, and no workgroup memory worth the name.
    expect(await chip.locator('dl').textContent()).toContain('Matrix tilequads-16x1 / quads-16x2');
    await page.keyboard.press('Escape');
    await watchClock(page);
    await startButton(page).click();
    await page
      .getByText(/Preparing the graphics card: \d+ of \d+ kernels/)
      .first()
      .waitFor({ timeout: READY });
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByText('Stopped').first().waitFor({ timeout: RACE });
    const preparing = /Preparing the graphics card: (\d+) of (\d+) kernels/;
    const before = await clockSeen(page);
    expect(before.seen.some((text) => preparing.test(text))).toBe(true);
    expect(before.seen.some((text) => text.includes('Training'))).toBe(false);
    // The next race takes it up where this one left it, and trains.
    await startButton(page).click();
    await page.getByText('Finished').first().waitFor({ timeout: RACE });
    const { seen, worstFrameMs } = await clockSeen(page);
    const counts = seen.slice(before.seen.length).flatMap((text) => {
      const [, done, of] = preparing.exec(text) ?? [];
      return of === undefined ? [] : [{ done: Number(done), of: Number(of) }];
    });
    expect(counts.length).toBeGreaterThan(2);
    expect(new Set(counts.map(({ of }) => of)).size).toBe(1);
    expect(counts.map(({ done }) => done)).toEqual(
      counts.map(({ done }) => done).sort((x, y) => x - y),
    );
    // It draws all the while: whole seconds would mean that it waited for a compiler.
    expect(worstFrameMs).toBeLessThan(2000);
    expect(trouble).toEqual([]);
  } finally {
    await browser.close();
  }
});
