import type { Page } from 'playwright';
import { buildLab } from '../scripts/buildLab.ts';
import { ensureBrowser } from '../scripts/ensureBrowser.ts';
import { serveLab } from '../scripts/serveLab.ts';
import { LabError } from '../src/protocol/labError.ts';
import { launchBrowser } from '../tests/support/launchBrowser.ts';

/** A page of ours in headless Chromium, from a server of our own. */
export interface ServedPage {
  readonly page: Page;
  readonly browserVersion: string;
  /** The same, unless the page can no longer answer. @throws LabError 'page.failed' */
  orFailure<T>(answer: Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface ServedPageOptions {
  /** Folder of the build, from the project's root. */
  readonly outDir: string;
  /** A folder with a build of its own; without it, the lab's. */
  readonly folder?: string;
  readonly port: number;
  /** The page, from the build's root. */
  readonly path: string;
  /** Name on `window` that stands there once the page can be asked. */
  readonly ready: string;
  /** Functions put on `window` before the page's own script runs. */
  readonly exposed?: Readonly<Record<string, (message: never) => void>>;
}

const brokenPage = (what: string) =>
  new LabError(
    'page.failed',
    what,
    'Run again; with a smaller --batch if memory may have run out. If it happens twice, report it.',
  );

/** Rejects when the page can no longer answer: a crash, an uncaught error, a browser that went away. */
function pageFailure(page: Page): Promise<never> {
  const failure = new Promise<never>((_, reject) => {
    page.on('crash', () => reject(brokenPage('The browser page crashed.')));
    page.on('close', () => reject(brokenPage('The browser page was closed.')));
    page.on('pageerror', (error) =>
      reject(brokenPage(`The browser page failed: ${error.message}.`)),
    );
  });
  failure.catch(() => {});
  return failure;
}

/** Everything that was opened, closed in reverse; one that fails to close keeps no other open. */
function closer(): { add(close: () => Promise<unknown>): void; close(): Promise<void> } {
  const opened: (() => Promise<unknown>)[] = [];
  return {
    add: (close) => opened.push(close),
    close: async () => {
      for (let close = opened.pop(); close; close = opened.pop()) await close().catch(() => {});
    },
  };
}

/**
 * Builds where needed, serves the build and opens a page of it in Chromium.
 * @throws BrowserMissing, LabError
 */
export async function openServedPage(options: ServedPageOptions): Promise<ServedPage> {
  const { outDir, folder, port, path, ready, exposed = {} } = options;
  const own = folder === undefined ? {} : { folder };
  ensureBrowser(console.error);
  await buildLab(outDir, { reuse: true, ...own });
  const resources = closer();
  try {
    const server = await serveLab({ outDir, port, ...own });
    resources.add(server.close);
    const browser = await launchBrowser({
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    resources.add(() => browser.close());
    const page = await browser.newPage();
    const failure = pageFailure(page);
    for (const [name, hear] of Object.entries(exposed)) await page.exposeFunction(name, hear);
    const response = await page.goto(`${server.url}${path}`);
    if (!response?.ok()) throw brokenPage(`The headless page answered ${response?.status()}.`);
    const orFailure = <T>(answer: Promise<T>) => Promise.race([answer, failure]);
    await orFailure(page.waitForFunction((name) => name in window, ready));
    return { page, browserVersion: browser.version(), orFailure, close: resources.close };
  } catch (error) {
    await resources.close();
    throw error;
  }
}
