import type { Page } from 'playwright';
import { beforeAll, expect, test } from 'vitest';
import {
  labPage,
  openLab,
  prepareSmallRace,
  quickLab,
  RACE,
  startButton,
} from '../support/labPage.ts';
import { labSuite } from '../support/labSuite.ts';

const lab = labSuite();
let page: Page;

beforeAll(async () => {
  ({ page } = await labPage(lab.browser, lab.url));
});

/** As a browser hides a tab: no frames, and the page is told. */
const setHidden = (hidden: boolean) =>
  page.evaluate((now) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => now });
    Object.defineProperty(document, 'visibilityState', {
      configurable: true,
      get: () => (now ? 'hidden' : 'visible'),
    });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);

const stepsDone = async () =>
  Number(/(\d+) \/ 400 steps/.exec((await page.locator('body').textContent()) ?? '')?.[1]);

test('training goes on while the tab is hidden; the page follows every two seconds at most', async () => {
  await openLab(page, quickLab(lab.url));
  await prepareSmallRace(page, 400);
  await page.getByLabel('Evaluate every', { exact: true }).fill('0');
  await startButton(page).click();
  await page.waitForFunction(() => /[1-9]\d* \/ 400 steps/.test(document.body.textContent ?? ''), {
    timeout: RACE,
  });
  await setHidden(true);
  await page.waitForTimeout(300);
  const before = await stepsDone();
  await page.evaluate(() => {
    const seen: number[] = [];
    const from = performance.now();
    const told = { seen, elapsedMs: () => performance.now() - from };
    (window as unknown as { told: typeof told }).told = told;
    new MutationObserver(() => {
      const step = Number(/(\d+) \/ 400 steps/.exec(document.body.textContent ?? '')?.[1]);
      if (seen.at(-1) !== step) seen.push(step);
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await page.waitForTimeout(5_000);
  const { seen, elapsedMs } = await page.evaluate(() => {
    const { told } = window as unknown as { told: { seen: number[]; elapsedMs(): number } };
    return { seen: told.seen, elapsedMs: told.elapsedMs() };
  });
  const followed = seen.filter((step) => step !== before).length;
  expect(followed).toBeLessThanOrEqual(Math.floor(elapsedMs / 2000) + 1);
  const hidden = await stepsDone();
  expect(hidden).toBeGreaterThan(before);
  await setHidden(false);
  await page.waitForFunction(
    (from) => Number(/(\d+) \/ 400 steps/.exec(document.body.textContent ?? '')?.[1]) > from,
    hidden,
  );
});

test('charts are redrawn at most five times a second while three methods train', async () => {
  await page.reload();
  await page.getByText('Ready when you are').waitFor({ timeout: 60_000 });
  await prepareSmallRace(page, 400);
  await startButton(page).click();
  await page.getByText(/^[1-9]\d* \/ 400 steps$/).waitFor({ timeout: RACE });
  const drawn = await page.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const frames = new Map<Element, Set<number>>();
        let frame = 0;
        const count = () => {
          frame += 1;
          requestAnimationFrame(count);
        };
        requestAnimationFrame(count);
        const watch = new MutationObserver((records) => {
          for (const { target } of records) {
            const chart = target.parentElement?.closest('.stage svg, .diagrams svg');
            if (!chart) continue;
            frames.set(chart, (frames.get(chart) ?? new Set()).add(frame));
          }
        });
        watch.observe(document.body, { subtree: true, childList: true, attributes: true });
        setTimeout(() => {
          watch.disconnect();
          resolve([...frames.values()].map(({ size }) => size));
        }, 5000);
      }),
  );
  expect(drawn.length).toBeGreaterThan(0);
  expect(Math.max(...drawn)).toBeLessThanOrEqual(26);
});
