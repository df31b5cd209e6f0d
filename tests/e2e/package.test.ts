import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePackage } from '../../scripts/makePackage.ts';
import { projectRoot } from '../../scripts/projectRoot.ts';
import { securityHeaders } from '../../scripts/securityHeaders.ts';
import { labPage, openLab, quickLab } from '../support/labPage.ts';
import { labFolder, readyBuild } from '../support/labServer.ts';
import { launchBrowser } from '../support/launchBrowser.ts';
import { unzip } from '../support/unzip.ts';

let browser: Browser;
let server: ChildProcess;
let folder: string;
let url: string;

/** Unpacked, and served by the file that lies in it. */
beforeAll(async () => {
  await readyBuild();
  folder = mkdtempSync(join(tmpdir(), 'carot-lab-package-'));
  for (const [name, { data }] of unzip(makePackage(join(projectRoot, labFolder)))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), data);
  }
  server = spawn(process.execPath, ['carot-lab/serve.mjs', '--port', '4810', '--no-open'], {
    cwd: folder,
  });
  url = await new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer) => {
      said += chunk;
      const [, address] = /ready at (\S+)/.exec(said) ?? [];
      if (address) resolve(address);
    };
    server.stdout?.on('data', hear);
    server.stderr?.on('data', hear);
    server.on('exit', () => reject(new Error(said)));
  });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  server?.kill();
});

test('the unpacked lab runs from its own server: isolated, with threads, with the lab’s headers', async () => {
  const { page, context, trouble, strangers } = await labPage(browser, url);
  const response = await page.goto(url);
  const headers = response!.headers();
  for (const [name, value] of Object.entries(securityHeaders))
    expect(headers[name.toLowerCase()], name).toBe(value);
  await openLab(page, quickLab(url));
  expect(await page.evaluate(() => [crossOriginIsolated, isSecureContext])).toEqual([true, true]);
  expect(await page.locator('.chip').textContent()).toMatch(/[2-9]\d* threads/);
  expect(trouble).toEqual([]);
  expect(strangers).toEqual([]);
  await context.close();
});

test('the server gives nothing but the lab', async () => {
  const raw = (request: string) =>
    new Promise<string>((resolve, reject) => {
      const { port } = new URL(url);
      const socket = connect(Number(port), '127.0.0.1', () =>
        socket.end(`${request} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`),
      );
      let answer = '';
      socket.on('data', (chunk) => {
        answer += chunk;
      });
      socket.on('end', () => resolve(answer));
      socket.on('error', reject);
    });
  for (const path of [
    '/../serve.mjs',
    '/..%2fserve.mjs',
    '/%2e%2e/serve.mjs',
    '/assets/../../serve.mjs',
    '/..%5cserve.mjs',
    '/%00',
    '/%zz',
    '/nothing',
    '/assets',
    '//etc/passwd',
  ])
    expect((await raw(`GET ${path}`)).split('\r\n')[0], path).toBe('HTTP/1.1 404 Not Found');
  expect(await raw('POST /')).toMatch(/^HTTP\/1.1 405/);
  expect(await raw('HEAD /')).toMatch(/^HTTP\/1.1 200[\s\S]*\r\n\r\n$/);
});

test('the page to start with opens by a double click and says how', async () => {
  const { page, context, trouble } = await labPage(browser, 'file:');
  await page.goto(pathToFileURL(join(folder, 'carot-lab', 'START HERE.html')).href);
  await page.getByText('node serve.mjs', { exact: true }).waitFor();
  expect(await page.getByRole('row').count()).toBe(6);
  expect(trouble).toEqual([]);
  await context.close();
});
