import type { Page } from 'playwright';
import { beforeEach, describe, expect, test } from 'vitest';
import { missingPart } from '../../src/ui/words.ts';
import { deployOther } from '../support/deployOther.ts';
import {
  labPage,
  openLab,
  prepareSmallRace,
  quickLab,
  RACE,
  startButton,
} from '../support/labPage.ts';
import { labFolder, readyBuild } from '../support/labServer.ts';
import { labSuite } from '../support/labSuite.ts';
import { type StaticHost, startStaticHost } from '../support/staticHost.ts';

const nextFolder = '.cache/e2e-dist-next';
const lab = labSuite(async () => {
  await readyBuild();
  deployOther(labFolder, nextFolder);
  return startStaticHost(labFolder);
});
let host: StaticHost;

beforeEach(() => {
  host = lab.server;
  host.folder = labFolder;
  host.meddle = () => false;
});

/** Names of the page caches, oldest first. */
const pageCaches = (page: Page) =>
  page.evaluate(async () =>
    (await caches.keys()).filter((name) => name.startsWith('carot-lab-page-')),
  );

async function startLongRace(page: Page) {
  await prepareSmallRace(page, 400);
  await startButton(page).click();
  await page.getByText(/^[1-9]\d* \/ 400 steps$/).waitFor({ timeout: RACE });
}

const steps = async (page: Page) =>
  Number(/(\d+) \/ 400 steps/.exec((await page.locator('body').textContent()) ?? '')?.[1]);

const missing = missingPart.says;

describe('a deploy under an open tab', () => {
  test('a page keeps its own files while it is open', async () => {
    const { context, page, trouble } = await labPage(lab.browser, host.url, {
      serviceWorkers: 'allow',
    });
    await openLab(page, quickLab(host.url));
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    const before = await pageCaches(page);
    expect(before).toHaveLength(1);
    host.folder = nextFolder;
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      const taken = new Promise((resolve) =>
        navigator.serviceWorker.addEventListener('controllerchange', resolve),
      );
      await registration.update();
      await taken;
    });
    expect(await pageCaches(page)).toEqual([...before, 'carot-lab-page-aaaabbbbcccc']);
    await page.getByRole('button', { name: 'Share and download' }).click();
    await page.getByRole('button', { name: 'Copy link' }).waitFor();
    await page.getByRole('tab', { name: 'Images' }).click();
    await page.locator('.tray canvas').first().waitFor();
    await page.getByRole('button', { name: /^Keys and words/ }).click();
    await page.getByText('What runs here').waitFor();
    expect(trouble).toEqual([]);

    // The next pages are the new lab; the last old one takes its files with it.
    await page.goto('about:blank');
    await openLab(page, quickLab(host.url));
    await page.waitForFunction(
      async () =>
        (await caches.keys()).filter((name) => name.startsWith('carot-lab-page-')).length === 1,
    );
    expect(await pageCaches(page)).toEqual(['carot-lab-page-aaaabbbbcccc']);
    await context.setOffline(true);
    await page.reload();
    await page.getByText('Ready when you are').waitFor();
    await context.close();
  });

  test('without kept files, parts that are gone say so; the bar and the race go on', async () => {
    const { context, page } = await labPage(lab.browser, host.url);
    await openLab(page, quickLab(host.url));
    await startLongRace(page);
    host.folder = nextFolder;
    await page.getByRole('button', { name: 'Share and download' }).click();
    const note = page.locator('.share-panel').getByText(missing);
    await note.waitFor();
    expect(await page.getByRole('button', { name: 'Reload the page' }).count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: 'Images' }).click();
    await page.locator('.tray').getByText(missing).waitFor();
    const reached = await steps(page);
    await page.waitForFunction(
      (from) => Number(/(\d+) \/ 400 steps/.exec(document.body.textContent ?? '')?.[1]) > from,
      reached,
    );
    // The files are back, as after a broken connection.
    host.folder = labFolder;
    await page.locator('.tray').getByRole('button', { name: 'Try again' }).click();
    await page.locator('.tray canvas').first().waitFor();
    await context.close();
  });
});

describe('a host that sends scripts wrongly', () => {
  test('a page whose script is text says so, instead of starting for ever', async () => {
    host.meddle = (path, response) => {
      if (path.endsWith('.js')) response.setHeader('content-type', 'text/plain');
      return false;
    };
    const { context, page } = await labPage(lab.browser, host.url);
    const words = page.getByText(/must send \.js files as text\/javascript/);
    await page.goto(host.url);
    expect(await words.isVisible()).toBe(false);
    // They come after ten seconds of its own time, which passes faster here.
    const devtools = await context.newCDPSession(page);
    await devtools.send('Animation.enable');
    await devtools.send('Animation.setPlaybackRate', { playbackRate: 20 });
    await words.waitFor({ timeout: 8_000 });
    await context.close();
  });

  test('a web page in place of a worker script ends in words and a way out', async () => {
    host.meddle = (path, response) => {
      if (!path.includes('/train.worker-')) return false;
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><p>Hello');
      return true;
    };
    const { context, page } = await labPage(lab.browser, host.url);
    await page.goto(host.url);
    await page.getByText(/training worker failed: its script could not be loaded/).waitFor();
    host.meddle = () => false;
    await page
      .getByRole('button', { name: /try again/i })
      .first()
      .click();
    await page.getByText('Ready when you are').waitFor();
    await context.close();
  });
});
