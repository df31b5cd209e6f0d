import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright';
import { datasets } from '../../src/data/registry.ts';
import { models } from '../../src/model/registry.ts';

/** A model and its data have arrived and are built. */
export const READY = 60_000;
/** A small race on two cores. */
export const RACE = 180_000;

export interface LabPage {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors on the console and thrown in the page. */
  readonly trouble: string[];
  /** Requests to any other origin. */
  readonly strangers: string[];
}

/**
 * A page in a fresh profile, watched; it has not gone anywhere yet.
 * @param view of whom it is: of somebody who has chosen the whole lab before, or of a first visitor
 */
export async function labPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
  view: 'whole' | 'unasked' = 'whole',
): Promise<LabPage> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    // Every profile is a fresh one, whose service worker would fetch the whole page once more.
    serviceWorkers: 'block',
    ...options,
  });
  if (view === 'whole') {
    await context.addInitScript(() => {
      try {
        localStorage.setItem('lab.view', 'whole');
      } catch {
        // Pages that may store nothing show what they show.
      }
    });
  }
  const page = await context.newPage();
  const trouble: string[] = [];
  const strangers: string[] = [];
  page.on('pageerror', (error) => trouble.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') trouble.push(message.text());
  });
  context.on('request', (request) => {
    if (!request.url().startsWith(url) && /^https?:/.test(request.url())) {
      strangers.push(request.url());
    }
  });
  return { context, page, trouble, strangers };
}

export async function openLab(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByText('Ready when you are').waitFor({ timeout: READY });
}

/** The lab with the model and data whose races take seconds, for tests of what is the same with any. */
export const quickLab = (url: string) => `${url}?dataset=${datasets[1]!.id}&model=${models[1]!.id}`;

export const startButton = (page: Page) =>
  page.getByRole('group', { name: 'Race', exact: true }).getByRole('button').first();

/** A race that two cores finish in seconds. */
export async function prepareSmallRace(page: Page, steps: number): Promise<void> {
  await page.getByLabel('Steps', { exact: true }).fill(String(steps));
  await page.getByLabel('Batch size', { exact: true }).fill('8');
  const everySteps = page.getByLabel('Evaluate every', { exact: true });
  if (!(await everySteps.isVisible())) await page.getByText('More settings').click();
  await everySteps.fill('2');
  await page.getByLabel('Subset images', { exact: true }).fill('10');
  await page.getByLabel('Final images, 0 = all', { exact: true }).fill('20');
}

export async function finishRace(page: Page): Promise<void> {
  await startButton(page).click();
  await page.getByText('Finished').first().waitFor({ timeout: RACE });
}

/** Waits until the page has drawn what was asked for: nothing in it changes for a moment. */
export const settled = (page: Page, quietMs = 150) =>
  page.evaluate(
    (quiet) =>
      new Promise<void>((resolve) => {
        const done = () => {
          watch.disconnect();
          resolve();
        };
        let timer = setTimeout(done, quiet);
        const watch = new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(done, quiet);
        });
        watch.observe(document.body, { subtree: true, childList: true, attributes: true });
      }),
    quietMs,
  );
