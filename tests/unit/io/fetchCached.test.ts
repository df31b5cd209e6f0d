import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { DownloadError } from '../../../src/io/downloadError.ts';
import { type FetchRequest, fetchCached, fetchText } from '../../../src/io/fetchCached.ts';
import { type FakeCaches, fakeCaches } from '../../support/fakeCaches.ts';
import {
  type FlakyServer,
  page,
  serve,
  startFlakyServer,
  status,
} from '../../support/flakyServer.ts';

const file = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7919) >> 3);
const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
/** As toEqual, but quick. */
const expectFile = (bytes: Uint8Array, expected: Uint8Array = file) =>
  expect(Buffer.compare(bytes, expected)).toBe(0);
const patience = { stallMs: 5000, backoffMs: 1, tries: 4 };
const hasty = { ...patience, stallMs: 100 };

let server: FlakyServer;
let fake: FakeCaches;
let visits = 0;

beforeAll(async () => {
  server = await startFlakyServer();
});
afterAll(() => server.close());
beforeEach(() => {
  fake = fakeCaches();
  vi.stubGlobal('caches', fake.caches);
});
afterEach(() => vi.unstubAllGlobals());

/** A request of a name that was never asked for before. */
const ask = (more: Partial<FetchRequest> = {}): FetchRequest => ({
  url: server.url(`file-${visits++}.bin`),
  bytes: file.length,
  sha256: digest(file),
  patience,
  ...more,
});

async function errorOf(promise: Promise<unknown>): Promise<DownloadError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DownloadError);
  expect((error as DownloadError).message).not.toBe('');
  expect((error as DownloadError).hint).not.toBe('');
  return error as DownloadError;
}

describe('a good server', () => {
  test('is asked once, with progress, and then never again', async () => {
    server.script(serve(file));
    const steps: [number, number, boolean][] = [];
    const request = ask({ onProgress: (...step) => steps.push(step) });
    expectFile(await fetchCached(request));
    expect(steps.at(-1)).toEqual([file.length, file.length, false]);
    expect(steps.every(([received], i) => i === 0 || received >= steps[i - 1]![0])).toBe(true);
    steps.length = 0;
    expectFile(await fetchCached(request));
    expect(steps).toEqual([[file.length, file.length, true]]);
    expect(server.requests).toEqual(['whole']);
  });

  test('may compress', async () => {
    const packed = gzipSync(file);
    server.script((_, response) =>
      response
        .writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length })
        .end(packed),
    );
    expectFile(await fetchCached(ask()));
  });

  test('may serve an empty file', async () => {
    const nothing = new Uint8Array(0);
    server.script(serve(nothing));
    expect(await fetchCached(ask({ bytes: 0, sha256: digest(nothing) }))).toEqual(nothing);
  });
});

describe('a bad connection', () => {
  test('that breaks is resumed where it broke', async () => {
    server.script(
      serve(file, { cutAfter: 100_000 }),
      serve(file, { cutAfter: 90_000 }),
      serve(file),
    );
    expectFile(await fetchCached(ask()));
    expect(server.requests).toHaveLength(3);
    expect(server.requests.slice(1).every((r) => /^bytes=\d+- "v1"$/.test(r))).toBe(true);
  });

  test('that stalls is resumed', async () => {
    server.script(serve(file, { stallAfter: 50_000 }), serve(file));
    expectFile(await fetchCached(ask({ patience: { ...hasty, stallMs: 500 } })));
    expect(server.requests[1]).toMatch(/^bytes=50000-/);
  });

  test('may be busy for a while', async () => {
    server.script(
      status(503),
      status(429),
      serve(file, { cutAfter: 1000 }),
      status(502),
      serve(file),
    );
    expectFile(await fetchCached(ask()));
  });

  test('gets more than four tries as long as each brings something', async () => {
    const cuts = Array.from({ length: 9 }, () => serve(file, { cutAfter: 30_000 }));
    server.script(...cuts, serve(file));
    expectFile(await fetchCached(ask()));
    expect(server.requests).toHaveLength(10);
  });

  test('of a server without ranges starts again', async () => {
    const answer = (cutAfter?: number) => serve(file, { ranges: false, cutAfter });
    server.script(answer(200_000), answer(100_000), answer());
    expectFile(await fetchCached(ask()));
  });

  test('of a server that changes the file in between starts again', async () => {
    const old = file.map((byte) => byte ^ 1);
    server.script(serve(old, { cutAfter: 100_000, etag: '"v0"' }), serve(file));
    expectFile(await fetchCached(ask()));
    expect(server.requests[1]).toMatch(/"v0"$/);
  });

  test('of a server that mixes two versions is found out by the digest', async () => {
    const old = file.map((byte) => byte ^ 1);
    server.script(serve(old, { cutAfter: 100_000 }), serve(file), serve(file));
    expectFile(await fetchCached(ask()));
    expect(server.requests.map((r) => r.split('=')[0])).toEqual(['whole', 'bytes', 'whole']);
  });

  test('that ends early without saying so is completed', async () => {
    server.script(serve(file, { cutAfter: 1000, announce: false }), serve(file));
    expectFile(await fetchCached(ask()));
  });
});

describe('gives up', () => {
  test('on a server that never answers', async () => {
    server.script(() => {});
    const error = await errorOf(fetchCached(ask({ patience: hasty })));
    expect(error.code).toBe('stalled');
    expect(server.requests).toHaveLength(4);
  });

  test('on no server at all', async () => {
    const gone = await startFlakyServer();
    const url = gone.url('x.bin');
    await gone.close();
    expect(await errorOf(fetchCached(ask({ url })))).toMatchObject({ code: 'offline' });
  });

  test('and says when this computer is offline', async () => {
    vi.stubGlobal('navigator', { onLine: false });
    server.script(serve(file, { cutAfter: 100_000 }), (_, response) => response.destroy());
    const error = await errorOf(fetchCached(ask()));
    expect(error.code).toBe('offline');
    expect(error.message).toMatch(/offline \(\d+\skB of 300\skB arrived\)/);
  });

  test.each([
    [404, 1],
    [401, 1],
    [403, 1],
    [503, 4],
    [429, 4],
  ])('on status %i after %i tries', async (code, tries) => {
    server.script(status(code));
    const error = await errorOf(fetchCached(ask()));
    expect(error).toMatchObject({ code: 'http-status', temporary: tries > 1 });
    expect(error.message).toMatch(new RegExp(`127\\.0\\.0\\.1:\\d+ answered ${code}`));
    expect(server.requests).toHaveLength(tries);
  });

  test.each(['short', `${'long '.repeat(100_000)}`])('at once on a web page', async (text) => {
    server.script(page(`\n<!DOCTYPE html><title>${text}</title>`));
    expect(await errorOf(fetchCached(ask()))).toMatchObject({ code: 'web-page' });
    expect(server.requests).toHaveLength(1);
  });

  test('at once on a web page of the right length', async () => {
    const html = new TextEncoder().encode('<html>'.padEnd(file.length));
    server.script(serve(html));
    expect(await errorOf(fetchCached(ask()))).toMatchObject({ code: 'web-page' });
  });

  test('at once on a Git LFS pointer', async () => {
    server.script(page('version https://git-lfs.github.com/spec/v1\noid sha256:12\nsize 3\n'));
    expect((await errorOf(fetchCached(ask()))).message).toMatch(/Git LFS pointer/);
  });

  test('on a file that is cut off on the server, with and without its length', async () => {
    const part = file.subarray(0, 1000);
    server.script(serve(part));
    expect(await errorOf(fetchCached(ask()))).toMatchObject({ code: 'truncated' });
    server.script(serve(part, { announce: false }));
    expect(await errorOf(fetchCached(ask()))).toMatchObject({ code: 'truncated' });
  });

  test('on a file that is too long', async () => {
    for (const announce of [true, false]) {
      server.script(serve(Uint8Array.from([...file, 0]), { announce }));
      expect(await errorOf(fetchCached(ask()))).toMatchObject({ code: 'hash-mismatch' });
    }
  });

  test('on the wrong bytes, after a second look past the caches', async () => {
    server.script(serve(file.map((byte) => byte ^ 1)));
    expect(await errorOf(fetchCached(ask()))).toMatchObject({ code: 'hash-mismatch' });
    expect(server.requests).toEqual(['whole', 'whole']);
    expect(fake.entries.size).toBe(0);
  });

  test('on the wrong bytes too where the browser hides its cryptography', async () => {
    vi.stubGlobal('crypto', {});
    server.script(serve(file.map((byte) => byte ^ 1)));
    expect(await errorOf(fetchCached(ask()))).toMatchObject({ code: 'hash-mismatch' });
  });

  test('when told to, with the reason it was told', async () => {
    for (const answer of [serve(file, { stallAfter: 1000 }), status(503)]) {
      server.script(answer);
      const controller = new AbortController();
      const slow = { ...patience, stallMs: 10_000, backoffMs: 10_000 };
      const fetched = fetchCached(ask({ signal: controller.signal, patience: slow }));
      setTimeout(() => controller.abort(new Error('enough')), 30);
      await expect(fetched).rejects.toThrow('enough');
    }
    const request = ask({ signal: AbortSignal.abort(new Error('before')) });
    await expect(fetchCached(request)).rejects.toThrow('before');
  });
});

describe('the cache', () => {
  test('is checked: a damaged entry is fetched anew', async () => {
    server.script(serve(file));
    const request = ask();
    await fetchCached(request);
    const [key] = fake.entries.keys();
    for (const damaged of [file.map((byte) => byte ^ 1), file.slice(0, 10)]) {
      fake.entries.set(key!, damaged);
      expectFile(await fetchCached(request));
      expectFile(fake.entries.get(key!)!);
    }
    expect(server.requests).toHaveLength(3);
  });

  test('keeps one version of a file', async () => {
    const newer = file.map((byte) => byte ^ 1);
    const request = ask();
    server.script(serve(file));
    await fetchCached(request);
    server.script(serve(newer));
    expectFile(await fetchCached({ ...request, sha256: digest(newer) }), newer);
    expect(fake.entries.size).toBe(1);
  });

  test.each<[string, () => void]>([
    ['missing', () => vi.stubGlobal('caches', undefined)],
    ['forbidden', () => vi.stubGlobal('caches', { open: () => Promise.reject(new Error('no')) })],
    [
      'full',
      () => {
        fake.putError = new DOMException('full', 'QuotaExceededError');
      },
    ],
  ])('may be %s: memory stands in', async (_, spoil) => {
    spoil();
    server.script(serve(file));
    const request = ask();
    const first = await fetchCached(request);
    first.fill(0);
    expectFile(await fetchCached(request));
    expect(server.requests).toHaveLength(1);
  });
});

describe('fetchText', () => {
  const utf8 = (text: string) => new TextEncoder().encode(text);
  const address = () => server.url(`manifest-${visits++}.json`);

  test('is always fresh', async () => {
    const url = address();
    server.script(serve(utf8('{"v":1}')), serve(utf8('{"v":"é"}')));
    expect(await fetchText(url, { patience })).toBe('{"v":1}');
    expect(await fetchText(url, { patience })).toBe('{"v":"é"}');
    expect(server.requests).toHaveLength(2);
  });

  test.each([
    ['broken', status(503)],
    ['behind a login', page('<html>Sign in</html>')],
    ['gone', (_: unknown, response: { destroy(): void }) => response.destroy()],
  ])('is the last copy when the network is %s', async (_, answer) => {
    const url = address();
    server.script(serve(utf8('kept')), answer);
    await fetchText(url, { patience });
    expect(await fetchText(url, { patience })).toBe('kept');
  });

  test('tries again, and names what is wrong in the end', async () => {
    server.script(status(503), serve(utf8('late')));
    expect(await fetchText(address(), { patience })).toBe('late');
    server.script(status(404));
    expect(await errorOf(fetchText(address(), { patience }))).toMatchObject({
      code: 'http-status',
    });
    server.script(page('<!doctype html>'));
    expect(await errorOf(fetchText(address(), { patience }))).toMatchObject({ code: 'web-page' });
    server.script(() => {});
    const stalled = await errorOf(fetchText(address(), { patience: hasty }));
    expect(stalled).toMatchObject({ code: 'stalled' });
  });
});
