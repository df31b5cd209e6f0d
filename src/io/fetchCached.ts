/** Downloads that are checked and kept: a file is what its manifest says, or it is an error. */

export class DownloadError extends Error {
  override readonly name = 'DownloadError';
  readonly code: string;
  readonly hint: string;

  constructor(code: string, message: string, hint: string) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}

export interface FetchOptions {
  readonly url: string;
  /** Size and hex SHA-256 that the manifest promises. */
  readonly bytes: number;
  readonly sha256: string;
  readonly onProgress?: (receivedBytes: number, totalBytes: number, fromCache: boolean) => void;
  readonly signal?: AbortSignal;
  /** Milliseconds before the second try; doubles with each further one. */
  readonly backoffMs?: number;
  /** Milliseconds without a byte after which a connection counts as dead. */
  readonly stallMs?: number;
}

const CACHE = 'carot-lab-files-1';
const TRIES = 4;

const fileName = (url: string) => new URL(url).pathname.split('/').at(-1) ?? url;
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  if (!globalThis.crypto?.subtle) {
    throw new DownloadError(
      'insecure-page',
      'This page cannot verify its files: the browser offers SHA-256 only on secure pages.',
      'Open the lab over https or from localhost.',
    );
  }
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (b) => b.toString(16).padStart(2, '0')).join('');
}

/** What arrived instead of a file, by its first bytes. */
function impostor(bytes: Uint8Array): string | null {
  const start = new TextDecoder().decode(bytes.subarray(0, 100)).trimStart().toLowerCase();
  if (start.startsWith('<!doctype') || start.startsWith('<html'))
    return 'a web page (a Wi-Fi login, perhaps)';
  if (start.startsWith('version https://git-lfs')) return 'a Git LFS pointer';
  return null;
}

async function verify(bytes: Uint8Array<ArrayBuffer>, options: FetchOptions): Promise<void> {
  const name = fileName(options.url);
  const wrong = impostor(bytes);
  if (wrong) {
    throw new DownloadError(
      'web-page',
      `Instead of ${name} came ${wrong}.`,
      'Check the connection, then reload.',
    );
  }
  if (bytes.length !== options.bytes) {
    throw new DownloadError(
      'truncated',
      `${name} should have ${options.bytes} bytes; ${bytes.length} arrived.`,
      'Reload to try again.',
    );
  }
  if ((await sha256Hex(bytes)) !== options.sha256) {
    throw new DownloadError(
      'hash-mismatch',
      `${name} is damaged: its SHA-256 is not the one its manifest names.`,
      'Reload to fetch it again. If it stays, the server holds a wrong file.',
    );
  }
}

const keyOf = ({ url, sha256 }: FetchOptions) => `${url}?sha256=${sha256}`;

/** The cache is a convenience: where it is missing, full or forbidden the lab works without. */
async function cacheOrNull(): Promise<Cache | null> {
  try {
    return (await globalThis.caches?.open(CACHE)) ?? null;
  } catch {
    return null;
  }
}

async function fromCache(cache: Cache, options: FetchOptions): Promise<Uint8Array | null> {
  try {
    const response = await cache.match(keyOf(options));
    if (!response) return null;
    const bytes = new Uint8Array(await response.arrayBuffer());
    try {
      await verify(bytes, options);
      return bytes;
    } catch (error) {
      if ((error as DownloadError).code === 'insecure-page') throw error;
      await cache.delete(keyOf(options));
      return null;
    }
  } catch (error) {
    if (error instanceof DownloadError) throw error;
    return null;
  }
}

interface Partial {
  readonly chunks: Uint8Array[];
  received: number;
  etag: string | null;
}

/** One connection, adding to what is there. Resolves at the end of the body, however long it was. */
async function readOnce(options: FetchOptions, partial: Partial): Promise<void> {
  const { url, onProgress, signal, stallMs = 30_000 } = options;
  const stall = new AbortController();
  let timer = setTimeout(() => stall.abort(), stallMs);
  const headers: Record<string, string> = {};
  if (partial.received > 0) {
    headers.Range = `bytes=${partial.received}-`;
    if (partial.etag) headers['If-Range'] = partial.etag;
  }
  try {
    const signals = signal ? [signal, stall.signal] : [stall.signal];
    const response = await fetch(url, { headers, signal: AbortSignal.any(signals) });
    if (!response.ok) throw httpError(url, response.status);
    if (response.status !== 206) {
      partial.chunks.length = 0;
      partial.received = 0;
    }
    partial.etag = response.headers.get('etag');
    const reader = response.body!.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(timer);
      timer = setTimeout(() => stall.abort(), stallMs);
      partial.chunks.push(value);
      partial.received += value.length;
      if (partial.received > options.bytes) await reader.cancel();
      onProgress?.(Math.min(partial.received, options.bytes), options.bytes, false);
    }
  } finally {
    clearTimeout(timer);
  }
}

function httpError(url: string, status: number): DownloadError {
  return new DownloadError(
    'http-status',
    `${new URL(url).host} answered ${status} for ${fileName(url)}.`,
    status === 404
      ? 'The file is not there: reload, the lab may have been updated.'
      : 'Wait a moment and reload.',
  );
}

const offline = (url: string, received: number) =>
  new DownloadError(
    'offline',
    `The connection was lost while ${fileName(url)} was loading (${received} bytes kept).`,
    'Check the network, then try again.',
  );

/** Worth another try: the network, a busy server, a body that ended early. */
const retryable = (error: unknown) =>
  !(error instanceof DownloadError) ||
  (error.code === 'http-status' && !/ 4(0\d|1\d) /.test(error.message));

async function download(options: FetchOptions): Promise<Uint8Array<ArrayBuffer>> {
  const partial: Partial = { chunks: [], received: 0, etag: null };
  let last: unknown = null;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    if (attempt > 0) await sleep((options.backoffMs ?? 500) * 2 ** (attempt - 1));
    try {
      await readOnce(options, partial);
      if (partial.received >= options.bytes) break;
      last = null;
    } catch (error) {
      if (options.signal?.aborted || !retryable(error)) throw error;
      last = error;
    }
  }
  if (last && partial.received < options.bytes) {
    throw last instanceof DownloadError ? last : offline(options.url, partial.received);
  }
  const bytes = new Uint8Array(partial.received);
  let at = 0;
  for (const chunk of partial.chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/**
 * A file by its manifest entry: from the cache when it is there and whole, else from the network
 * with progress, resuming where a connection broke; verified either way.
 * @throws DownloadError
 */
export async function fetchCached(options: FetchOptions): Promise<Uint8Array> {
  const cache = await cacheOrNull();
  const kept = cache && (await fromCache(cache, options));
  if (kept) {
    options.onProgress?.(kept.length, options.bytes, true);
    return kept;
  }
  const bytes = await download(options);
  await verify(bytes, options);
  try {
    await cache?.put(keyOf(options), new Response(bytes));
  } catch {
    // A full or forbidden cache costs a second download, nothing else.
  }
  return bytes;
}

/**
 * A small text file such as a manifest: fresh from the network, or, offline, the copy of last time.
 * @throws DownloadError
 */
export async function fetchText(url: string): Promise<string> {
  const cache = await cacheOrNull();
  try {
    const response = await fetch(url, { cache: 'no-cache' });
    if (!response.ok) throw httpError(url, response.status);
    const text = await response.text();
    const wrong = impostor(new TextEncoder().encode(text.slice(0, 100)));
    if (wrong) {
      throw new DownloadError(
        'web-page',
        `Instead of ${fileName(url)} came ${wrong}.`,
        'Check the connection, then reload.',
      );
    }
    await cache?.put(url, new Response(text)).catch(() => {});
    return text;
  } catch (error) {
    const kept = await cache?.match(url).catch(() => undefined);
    if (kept) return kept.text();
    throw error instanceof DownloadError ? error : offline(url, 0);
  }
}
