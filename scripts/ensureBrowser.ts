import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { findBrowser } from '../tests/support/browser.ts';

/** No browser, and none could be had: one sentence that says what to do. */
export class BrowserMissing extends Error {
  override readonly name = 'BrowserMissing';
}

const advice =
  'No Chrome or Chromium was found: install one, run "npx playwright install chromium", or set CHROME_PATH to the path of its executable.';

/** True on Debian itself: elsewhere the package of this name may be a stub for another store. */
export function isDebian(osRelease: string): boolean {
  return /^ID=["']?debian["']?$/m.test(osRelease);
}

function canInstall(): boolean {
  return (
    process.platform === 'linux' &&
    process.getuid?.() === 0 &&
    existsSync('/usr/bin/apt-get') &&
    existsSync('/etc/os-release') &&
    isDebian(readFileSync('/etc/os-release', 'utf8'))
  );
}

function aptGet(...args: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', args, { stdio: 'inherit', env }).status === 0;
}

/**
 * Path of the Chromium that tests and the headless run use: CHROME_PATH, a system Chrome or
 * Chromium, Playwright's cache; else, on Debian as root, installed by apt after saying so.
 * @throws BrowserMissing with one sentence that says what to do
 */
export function ensureBrowser(say: (line: string) => void = console.log): string {
  const named = process.env.CHROME_PATH;
  if (named && !statSync(named, { throwIfNoEntry: false })?.isFile()) {
    throw new BrowserMissing(
      `CHROME_PATH names ${named}, where there is no file: set it to the path of a Chrome or Chromium executable, or unset it.`,
    );
  }
  const found = findBrowser();
  if (found) return found;
  if (!canInstall()) throw new BrowserMissing(advice);
  say('No Chrome or Chromium was found; installing the Debian package "chromium" with apt-get.');
  const installed =
    aptGet('update') && aptGet('install', '-y', '--no-install-recommends', 'chromium');
  const path = installed ? findBrowser() : null;
  if (!path) throw new BrowserMissing(`Installing chromium with apt-get failed. ${advice}`);
  return path;
}
