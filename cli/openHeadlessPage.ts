import { cachedBuild } from '../scripts/buildLab.ts';
import { LabError } from '../src/protocol/labError.ts';
import type { HeadlessLab, HeadlessMessage, Outcome } from './headlessLab.ts';
import { openServedPage } from './servedPage.ts';

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

/**
 * Builds the lab where needed, serves it and opens the headless page in Chromium.
 * @param onMessage what the page tells while it works
 * @throws BrowserMissing, LabError
 */
export async function openHeadlessPage(
  onMessage: (message: HeadlessMessage) => void,
): Promise<HeadlessPage> {
  const { page, browserVersion, orFailure, close } = await openServedPage({
    outDir: cachedBuild,
    port: 4400,
    path: 'cli/headless.html',
    ready: 'lab',
    exposed: { tellTerminal: onMessage },
  });
  return {
    browserVersion,
    close,
    call: async (name, ...args) => {
      const answer = page.evaluate(
        ([door, given]) => {
          const lab = window.lab as unknown as Record<string, (...a: unknown[]) => unknown>;
          return lab[door]?.(...given);
        },
        [name, args] as [string, unknown[]],
      ) as Promise<Outcome<never>>;
      const outcome = await orFailure(answer);
      if (outcome.ok) return outcome.value;
      const { code, message, hint } = outcome.error;
      throw new LabError(code, message, hint);
    },
  };
}
