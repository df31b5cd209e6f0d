import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { killTraining } from '../support/engineFaults.ts';
import { labPage, openLab, quickLab, RACE, READY } from '../support/labPage.ts';
import { labSuite } from '../support/labSuite.ts';
import { troubleForReaders } from '../support/lookAt.ts';
import { seriousFindings } from '../support/seriousFindings.ts';

const lab = labSuite();
const beatCount = 6;

const talk = () => `${quickLab(lab.url)}&mode=demo&steps=40&batch=8&every=10&subset=20&final=40`;
const tag = (page: Page) => page.locator('.demo-tag');
const diagrams = (page: Page) => page.locator('.demo-method svg.reliability');

/** Without a service worker: what is gone with the network is gone. */
/** @param unreachable what cannot be had, whatever is asked of it */
async function openTalk(unreachable?: RegExp) {
  const opened = await labPage(lab.browser, lab.url, {
    serviceWorkers: 'block',
    viewport: { width: 1280, height: 720 },
  });
  if (unreachable) await opened.page.route(unreachable, (route) => route.abort());
  await opened.page.goto(talk());
  await opened.page.getByText(/Kernels are compiled/).waitFor({ timeout: READY });
  return opened;
}

test('a key opens the demo, a key goes back to the lab, a reload comes back to the beat', async () => {
  const { page, context, trouble } = await labPage(lab.browser, lab.url);
  await openLab(page, quickLab(lab.url));
  await page.keyboard.press('d');
  await page.getByRole('heading', { name: 'Before you begin' }).waitFor({ timeout: READY });
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.keyboard.press('ArrowRight');
  await page.getByText('2/6').waitFor();
  await expect.poll(() => page.url()).toMatch(/&B2$/);
  await page.reload();
  await page.getByText('2/6').waitFor({ timeout: READY });
  const notes = page.waitForEvent('popup');
  await page.keyboard.press('n');
  const presenter = await notes;
  await presenter.getByText(/Ask for hands first/).waitFor();
  await presenter.keyboard.press('ArrowRight');
  await page.getByText('3/6').waitFor();
  await presenter.getByText(/Bars above the dashed line/).waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('Ready when you are').waitFor({ timeout: READY });
  expect(trouble).toEqual([]);
  await context.close();
});

test('a presenter is never left with a dead page: the worker and the network die in every beat', async () => {
  const { page, context } = await openTalk();
  // The rehearsal, which is then the recording.
  await page.keyboard.press(' ');
  await page.getByText(/^Finished/).waitFor({ timeout: RACE });
  await page.getByText(/It takes over if the race does not come/).waitFor({ timeout: READY });
  await page.getByText(/^The race took \d+:\d\d here/).waitFor();
  expect(await troubleForReaders(page, 24)).toEqual([]);
  expect(await seriousFindings(page)).toEqual([]);
  for (let beat = 1; beat <= beatCount; beat++) {
    await page.keyboard.press('ArrowRight');
    await page.getByText(`${beat}/${beatCount}`, { exact: true }).waitFor();
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
    expect(await tag(page).textContent()).toBe('LIVE · WASM');
    await context.setOffline(true);
    await killTraining(page);
    await page.locator('.demo-tag.recorded').waitFor({ timeout: READY });
    expect(await tag(page).textContent()).toMatch(/^RECORDED \d{4}-\d\d-\d\d, seed 0$/);
    await expect.poll(() => diagrams(page).count()).toBe(beat === 1 ? 1 : 2);
    expect(await page.locator('.demo h2').isVisible()).toBe(true);
    expect(await troubleForReaders(page, 24)).toEqual([]);
    expect(await seriousFindings(page)).toEqual([]);
    await context.setOffline(false);
  }
  await context.close();
});

test('where nothing that was recorded can be had, what was measured stays, and the page says what is wrong', async () => {
  const { page, context } = await openTalk(/\/runs\//);
  await page.keyboard.press('ArrowRight');
  await diagrams(page).waitFor({ timeout: READY });
  await context.setOffline(true);
  await killTraining(page);
  await page.getByText(/The engine is gone\. There is no recording/).waitFor({ timeout: READY });
  expect(await diagrams(page).count()).toBe(1);
  await page.keyboard.press('ArrowRight');
  await page.getByText('2/6').waitFor();
  expect(await diagrams(page).count()).toBe(1);
  await context.close();
});
