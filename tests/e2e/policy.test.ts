import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page, Worker } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../../scripts/projectRoot.ts';
import { securityHeaders } from '../../scripts/securityHeaders.ts';
import { labPage, openLab } from '../support/labPage.ts';
import { labFolder, readyBuild } from '../support/labServer.ts';
import { labSuite } from '../support/labSuite.ts';
import { type StaticHost, startStaticHost } from '../support/staticHost.ts';

const lab = labSuite(async () => {
  await readyBuild();
  return startStaticHost(labFolder);
});
let host: StaticHost;
/** Another origin, which welcomes everybody: what refuses is the lab. */
let stranger: Server;
let strangerUrl: string;

beforeAll(async () => {
  host = lab.server;
  stranger = createServer((_, response) => {
    response.writeHead(200, {
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    });
    response.end('welcome');
  });
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  strangerUrl = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}/`;
});

afterAll(() => {
  stranger?.close();
});

const built = (path: string) => readFileSync(join(projectRoot, labFolder, path), 'utf8');

test('the page names the digest of every script and style that it asks for', () => {
  const tags = built('index.html').match(/<(?:script|link)\b[^>]*assets\/[^>]*>/g) ?? [];
  expect(tags.length).toBeGreaterThan(3);
  for (const tag of tags) {
    const [, path] = /(?:src|href)="([^"]+)"/.exec(tag)!;
    const digest = createHash('sha384').update(readFileSync(join(projectRoot, labFolder, path!)));
    expect(tag).toContain(`integrity="sha384-${digest.digest('base64')}"`);
  }
});

const withoutMeta = () =>
  built('index.html').replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '');

/** A processor on which threads pay. */
const fourCores = "Object.defineProperty(navigator, 'hardwareConcurrency', { value: 4 });";

/** Every file with these headers, the page with or without its own policy. */
function serveWith(headers: Readonly<Record<string, string>>, meta: boolean) {
  host.meddle = (path, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (path.includes('/train.worker-')) {
      response.setHeader('content-type', 'text/javascript');
      response.end(`${fourCores}\n${built(path)}`);
      return true;
    }
    if (meta || path !== '/') return false;
    response.setHeader('content-type', 'text/html');
    response.end(withoutMeta());
    return true;
  };
}

/** What a script there may do, tried a moment later: what the debugger runs itself is free of the policy. */
const probe = (place: Pick<Worker, 'evaluate'>): Promise<Record<string, string>> =>
  place.evaluate(
    (foreign: string) =>
      new Promise<Record<string, string>>((resolve) => {
        const outcome = async (work: () => unknown) => {
          try {
            await work();
            return 'done';
          } catch (error) {
            return (error as Error).name;
          }
        };
        setTimeout(async () => {
          resolve({
            // biome-ignore lint/security/noGlobalEval: what must be refused
            eval: await outcome(() => globalThis.eval('1')),
            Function: await outcome(() => new Function('return 1')()),
            fetch: await outcome(() => fetch(foreign)),
          });
        });
      }),
    strangerUrl,
  );

const refused = { eval: 'EvalError', Function: 'EvalError', fetch: 'TypeError' };
/** Markup, and addresses of scripts, made of text by the page. */
const tryText = (page: Page): Promise<string[]> =>
  page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const errorOf = (work: () => unknown) => {
          try {
            work();
            return 'done';
          } catch (error) {
            return (error as Error).name;
          }
        };
        setTimeout(() =>
          resolve([
            errorOf(() => {
              document.body.innerHTML = '<p>markup</p>';
            }),
            errorOf(() => document.write('<p>markup</p>')),
            errorOf(() => new Worker('/assets/other.js')),
            errorOf(() =>
              (globalThis as unknown as TrustedTypesHolder).trustedTypes.createPolicy(
                'default',
                {},
              ),
            ),
          ]),
        );
      }),
  );

interface TrustedTypesHolder {
  readonly trustedTypes: { createPolicy(name: string, rules: object): unknown };
}

/** Threads sleep between two tasks and answer nobody; they share one address. */
const awake = (page: Page) => {
  const urls = page.workers().map((worker) => worker.url());
  return page.workers().filter((_, i) => urls.filter((url) => url === urls[i]).length === 1);
};

test.each([
  ['headers alone, with threads', securityHeaders, false, '4'],
  ['<meta> alone', {}, true, '1'],
] as const)('a policy by %s rules the page and its workers', async (_, headers, meta, threads) => {
  serveWith(headers, meta);
  const { context, page, trouble, strangers } = await labPage(lab.browser, host.url, {
    serviceWorkers: 'allow',
  });
  await openLab(page, host.url);
  const chip = (await page.locator('.chip').textContent()) ?? '';
  expect(/(\d+) threads?/.exec(chip)?.[1]).toBe(threads);
  // With threads, more than this machine has cores, what comes first takes a minute.
  const alone = threads === '1';
  if (alone) {
    await page.getByRole('tab', { name: 'Images' }).click();
    await page.locator('.tray canvas').first().waitFor();
  }
  expect(trouble).toEqual([]);
  expect(strangers).toEqual([]);

  expect(await probe(page)).toEqual(refused);
  expect(await tryText(page)).toEqual(Array(4).fill('TypeError'));
  const workers = awake(page);
  expect(workers).toHaveLength(alone ? 3 : 2);
  expect(page.workers().length > workers.length).toBe(!alone);
  for (const worker of workers) expect(await probe(worker)).toEqual(refused);
  await context.close();
});

test('without a policy the same attempts succeed: the probe is a probe', async () => {
  serveWith({}, false);
  const { context, page } = await labPage(lab.browser, host.url, {
    serviceWorkers: 'allow',
  });
  await openLab(page, host.url);
  const free = { eval: 'done', Function: 'done', fetch: 'done' };
  expect(await probe(page)).toEqual(free);
  for (const worker of awake(page)) expect(await probe(worker)).toEqual(free);
  await context.close();
});
