import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { browserArgs } from '../support/browser.ts';
import {
  beatCount,
  diagrams,
  dieIn,
  openTalk,
  raceIn,
  rehearse,
  tag,
} from '../support/demoTalk.ts';
import { killTraining } from '../support/engineFaults.ts';
import { chooseWebgpu, crashGpu } from '../support/gpuRace.ts';
import { READY } from '../support/labPage.ts';
import { launchBrowser } from '../support/launchBrowser.ts';
import { startSmallLab } from '../support/smallLab.ts';

let lab: Awaited<ReturnType<typeof startSmallLab>>;
beforeAll(async () => {
  lab = await startSmallLab();
});
afterAll(() => lab?.close());

const beats = Array.from({ length: beatCount }, (_, i) => i + 1);

test('a presenter is never left with a dead page: the worker and the network die in every beat', async () => {
  const browser = await launchBrowser();
  const { page, context } = await openTalk({ browser, url: lab.url });
  await rehearse(page);
  for (const beat of beats) {
    await dieIn(page, context, beat, async (now: Page) => {
      expect(await tag(now).textContent()).toBe('LIVE · WASM');
      await killTraining(now);
    });
  }
  await browser.close();
});

test('nor where the graphics process crashes in every beat: the race goes on, or the recording takes over', async () => {
  const withoutLimits = [
    '--disable-domain-blocking-for-3d-apis',
    '--disable-gpu-process-crash-limit',
  ];
  const browser = await launchBrowser({ args: [...browserArgs, ...withoutLimits] });
  const cdp = await browser.newBrowserCDPSession();
  const { page } = await openTalk({ browser, url: lab.url }, { before: chooseWebgpu });
  await rehearse(page);
  for (const beat of beats) {
    await raceIn(page, beat);
    expect(await tag(page).textContent()).toBe('LIVE · WebGPU');
    await crashGpu(cdp);
    const said = async () => {
      if (/^RECORDED/.test((await tag(page).textContent()) ?? '')) return 'recorded';
      return (await page.getByText(/Finished/).isVisible()) ? 'went on' : '';
    };
    await expect.poll(said, { timeout: READY, interval: 500 }).not.toBe('');
    expect(await diagrams(page).count()).toBe(beat === 1 ? 1 : 2);
    expect(await page.locator('.demo h2').isVisible()).toBe(true);
  }
  await browser.close();
});
