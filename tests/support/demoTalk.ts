import type { BrowserContext, Page } from 'playwright';
import { expect } from 'vitest';
import { labPage, quickLab, RACE, READY } from './labPage.ts';
import type { LabSuite, Server } from './labSuite.ts';
import { troubleForReaders } from './lookAt.ts';
import { seriousFindings } from './seriousFindings.ts';

export const beatCount = 6;

export const tag = (page: Page) => page.locator('.demo-tag');
export const diagrams = (page: Page) => page.locator('.demo-method svg.reliability');

interface TalkWish {
  /** What cannot be had, whatever is asked of it. */
  readonly unreachable?: RegExp;
  /** What is done in the lab before the talk is opened by its key. */
  readonly before?: (page: Page) => Promise<void>;
}

/** A short demo before its first beat, without a service worker: what is gone with the network is gone. */
export async function openTalk(
  { browser, url }: Pick<LabSuite<Server>, 'browser' | 'url'>,
  { unreachable, before }: TalkWish = {},
) {
  const opened = await labPage(browser, url, {
    serviceWorkers: 'block',
    viewport: { width: 1280, height: 720 },
  });
  if (unreachable) await opened.page.route(unreachable, (route) => route.abort());
  const race = '&steps=40&batch=8&every=10&subset=20&final=40';
  await opened.page.goto(`${quickLab(url)}${race}${before ? '' : '&mode=demo'}`);
  if (before) {
    await opened.page.getByText('Ready when you are').waitFor({ timeout: READY });
    await before(opened.page);
    await opened.page.getByText('Ready when you are').waitFor({ timeout: READY });
    await opened.page.keyboard.press('d');
  }
  await opened.page.getByText(/Kernels are compiled/).waitFor({ timeout: READY });
  return opened;
}

/** Races once, which is then the recording, and looks at the page. */
export async function rehearse(page: Page): Promise<void> {
  await page.keyboard.press(' ');
  await page.getByText(/^Finished/).waitFor({ timeout: RACE });
  await page.getByText(/It takes over if the race does not come/).waitFor({ timeout: READY });
  await page.getByText(/^The race took \d+:\d\d here/).waitFor();
  await looksWell(page);
}

async function looksWell(page: Page): Promise<void> {
  expect(await troubleForReaders(page, 24)).toEqual([]);
  expect(await seriousFindings(page)).toEqual([]);
}

/** Goes on to a beat and lets a race run there. */
export async function raceIn(page: Page, beat: number): Promise<void> {
  const place = page.getByText(`${beat}/${beatCount}`, { exact: true });
  while (!(await place.isVisible())) {
    await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(100);
  }
  // Space brings the engine back if it is gone, and then starts a race.
  await expect
    .poll(
      async () => {
        if (!/^LIVE/.test((await tag(page).textContent()) ?? '')) await page.keyboard.press(' ');
        else if (await page.getByText(/Finished/).isVisible()) await page.keyboard.press(' ');
        return page.getByText(/^step [1-9]\d* of 40/).isVisible();
      },
      { timeout: READY, interval: 1000 },
    )
    .toBe(true);
}

/** Takes engine and network away while a race runs in a beat: the recording takes over. */
export async function dieIn(
  page: Page,
  context: BrowserContext,
  beat: number,
  kill: (page: Page) => Promise<void>,
): Promise<void> {
  await raceIn(page, beat);
  await context.setOffline(true);
  await kill(page);
  await page.locator('.demo-tag.recorded').waitFor({ timeout: READY });
  expect(await tag(page).textContent()).toMatch(/^RECORDED \d{4}-\d\d-\d\d, seed 0$/);
  await expect.poll(() => diagrams(page).count()).toBe(beat === 1 ? 1 : 2);
  expect(await page.locator('.demo h2').isVisible()).toBe(true);
  await looksWell(page);
  await context.setOffline(false);
}
