import { expect, test } from 'vitest';
import { browserArgs } from '../support/browser.ts';
import { labPage, openLab, prepareSmallRace, RACE, startButton } from '../support/labPage.ts';
import { startLab } from '../support/labServer.ts';
import { labSuite } from '../support/labSuite.ts';

/** A name of the network, which leads to this machine: no browser holds it for secure. */
const name = 'lab.school';
const lab = labSuite(() => startLab('127.0.0.1'), {
  args: [...browserArgs, `--host-resolver-rules=MAP ${name} 127.0.0.1`],
});

test('a page by plain http trains on one thread, says what https would add, and copies', async () => {
  const url = `http://${name}:${new URL(lab.url).port}/`;
  const { page, trouble, strangers } = await labPage(lab.browser, url, { serviceWorkers: 'allow' });
  await openLab(page, url);
  expect(
    await page.evaluate(() => [
      isSecureContext,
      crypto.subtle,
      navigator.clipboard,
      navigator.serviceWorker,
      globalThis.caches,
      globalThis.SharedArrayBuffer,
    ]),
  ).toEqual([false, ...Array(5).fill(undefined)]);
  await page.getByText(/opened over plain http\. Over https/).waitFor();
  await page.locator('.chip > summary').click();
  await page.getByText(/plain http, where browsers offer neither WebGPU nor threads/).waitFor();
  expect(await page.locator('.chip').textContent()).toContain('1 thread');
  await page.locator('.chip > summary').click();

  await prepareSmallRace(page, 100);
  await startButton(page).click();
  await page.getByText(/^[1-9]\d* \/ 100 steps$/).waitFor({ timeout: RACE });
  await page.getByRole('button', { name: 'Share and download' }).click();
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.getByText('Link copied').waitFor();
  // The browser's word on the header that would isolate the page: there is nothing to mend.
  const isolation = /Cross-Origin-Opener-Policy header has been ignored/;
  expect(trouble.filter((message) => !isolation.test(message))).toEqual([]);
  expect(strangers).toEqual([]);
});
