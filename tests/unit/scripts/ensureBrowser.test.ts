import { fileURLToPath } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import { ensureBrowser, isDebian } from '../../../scripts/ensureBrowser.ts';

afterEach(() => vi.unstubAllEnvs());

test('takes the browser that CHROME_PATH names', () => {
  const file = fileURLToPath(import.meta.url);
  vi.stubEnv('CHROME_PATH', file);
  expect(ensureBrowser()).toBe(file);
});

test.each(['/no/such/chrome', '/'])('says so when CHROME_PATH names no file: %s', (path) => {
  vi.stubEnv('CHROME_PATH', path);
  expect(() => ensureBrowser()).toThrow(`CHROME_PATH names ${path}, where there is no file`);
});

test('installs by apt on Debian itself only', () => {
  expect(isDebian('NAME="Debian GNU/Linux"\nID=debian\nVERSION_ID="12"\n')).toBe(true);
  expect(isDebian('NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n')).toBe(false);
});
