import type { Page } from 'playwright';
import { buildLab, cachedBuild } from '../scripts/buildLab.ts';
import { ensureBrowser } from '../scripts/ensureBrowser.ts';
import { serveLab } from '../scripts/serveLab.ts';
import { LabError } from '../src/protocol/labError.ts';
import { launchBrowser } from '../tests/support/launchBrowser.ts';
import type { HeadlessLab, HeadlessMessage, Outcome } from './headlessLab.ts';

/** The worker's doors, called from the terminal; every call throws LabError with a hint. */
export interface HeadlessPage {
  readonly browserVersion: string;
  call<K extends keyof HeadlessLab>(
    name: K,
    ...args: Parameters<HeadlessLab[K]>
  ): Promise<ValueOf<K>>;
  close(): Promise<void>;
}

type ValueOf<K extends keyof HeadlessLab> =
  Awaited<ReturnType<HeadlessLab[K]>> extends Outcome<infer T> ? T : never;

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
 * Builds the lab where needed, serves it and opens the headless page in Chromium.
 * @param onMessage what the page tells while it works
 * @throws BrowserMissing, LabError
 */
export async function openHeadlessPage(
  onMessage: (message: HeadlessMessage) => void,
): Promise<HeadlessPage> {
  ensureBrowser(console.error);
  await buildLab(cachedBuild, { reuse: true });
  const resources = closer();
  try {
    const server = await serveLab({ outDir: cachedBuild, port: 4400 });
    resources.add(server.close);
    const browser = await launchBrowser({
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    resources.add(() => browser.close());
    const page = await browser.newPage();
    const failure = pageFailure(page);
    await page.exposeFunction('tellTerminal', onMessage);
    const response = await page.goto(`${server.url}cli/headless.html`);
    if (!response?.ok()) throw brokenPage(`The headless page answered ${response?.status()}.`);
    await Promise.race([page.waitForFunction(() => window.lab !== undefined), failure]);
    return {
      browserVersion: browser.version(),
      close: resources.close,
      call: async (name, ...args) => {
        const answer = page.evaluate(
          ([door, given]) => {
            const lab = window.lab as unknown as Record<string, (...a: unknown[]) => unknown>;
            return lab[door]?.(...given);
          },
          [name, args] as [string, unknown[]],
        ) as Promise<Outcome<never>>;
        const outcome = await Promise.race([answer, failure]);
        if (outcome.ok) return outcome.value;
        const { code, message, hint } = outcome.error;
        throw new LabError(code, message, hint);
      },
    };
  } catch (error) {
    await resources.close();
    throw error;
  }
}
