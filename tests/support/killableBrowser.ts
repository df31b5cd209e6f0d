import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { browserArgs, findBrowser } from './browser.ts';

export interface KillableBrowser {
  readonly page: Page;
  /** Ends the browser and all its processes where they stand; resolves when they are gone. */
  kill(): Promise<void>;
}

/** Where Chromium says on which port it listens; one that was killed leaves its own behind. */
const portFile = (profile: string) => join(profile, 'DevToolsActivePort');

async function portOf(profile: string, child: ChildProcess): Promise<string> {
  const file = portFile(profile);
  for (let waited = 0; waited < 30_000; waited += 50) {
    const [port] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    if (port) return port;
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The browser did not start');
}

/** A browser on a profile of the disk that can be killed as a power cut or a crash would end it. */
export async function startKillable(profile: string): Promise<KillableBrowser> {
  const path = findBrowser();
  if (!path) throw new Error('No Chrome or Chromium was found');
  const flags = ['--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`];
  rmSync(portFile(profile), { force: true });
  // A group of its own: its renderers are killed with it.
  const child = spawn(path, [...browserArgs, ...flags, 'about:blank'], {
    detached: true,
    stdio: 'ignore',
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const browser: Browser = await chromium.connectOverCDP(
    `http://127.0.0.1:${await portOf(profile, child)}`,
  );
  const [context] = browser.contexts();
  const page = await context!.newPage();
  return {
    page,
    kill: async () => {
      process.kill(-child.pid!, 'SIGKILL');
      await gone;
      await browser.close().catch(() => {});
    },
  };
}
