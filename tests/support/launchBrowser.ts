import { type Browser, chromium, type LaunchOptions } from 'playwright';
import { browserArgs, findBrowser } from './browser.ts';

/**
 * Headless Chromium with the flags of every headless run.
 * @throws Error when there is none
 */
export function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) {
    throw new Error(
      'No Chrome or Chromium was found; `npm test` looks for one and says what to do.',
    );
  }
  return chromium.launch({ executablePath, args: [...browserArgs], ...options });
}
