import { DownloadError } from './downloadError.ts';
import { type DownloadRequest, downloadFile } from './downloadFile.ts';
import {
  defaultPatience,
  exchange,
  fileNameOf,
  httpStatusError,
  impostorError,
  type Patience,
  pause,
} from './exchange.ts';
import { forgetCached, readCached, writeCached } from './fileCache.ts';
import { sha256 as digestOf } from './sha256.ts';

/** A file as a manifest vouches for it. */
export interface FetchRequest {
  /** Absolute. */
  readonly url: string;
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  /** Goes back to less where a download has to start again. */
  readonly onProgress?: (receivedBytes: number, totalBytes: number, fromCache: boolean) => void;
  readonly signal?: AbortSignal;
  readonly patience?: Partial<Patience>;
}

function mismatch(url: string): DownloadError {
  return new DownloadError(
    'hash-mismatch',
    `${fileNameOf(url)} is damaged, or not the file that its manifest names: its SHA-256 differs.`,
    'Reload the page. If it stays, the server holds another version of the file.',
  );
}

async function takeFromCache({ url, bytes, sha256 }: FetchRequest) {
  const key = { url, version: sha256 };
  const kept = await readCached(key);
  if (kept === null) return null;
  if (kept.length === bytes && (await digestOf(kept)) === sha256) return kept;
  await forgetCached(key);
  return null;
}

/** True for a complete answer with the wrong bytes, as an outdated HTTP cache may give. */
const isOtherFile = (error: unknown) =>
  error instanceof DownloadError &&
  !error.temporary &&
  (error.code === 'hash-mismatch' || error.code === 'truncated');

async function downloadVerified(request: DownloadRequest, sha256: string) {
  const bytes = await downloadFile(request);
  if ((await digestOf(bytes)) === sha256) return bytes;
  throw impostorError(request.url, bytes) ?? mismatch(request.url);
}

/**
 * A file as its manifest describes it: from the cache if it is there and whole, else from the
 * network, resuming where a connection broke. Size and SHA-256 are checked either way; a damaged
 * file is fetched anew once, past every cache. The result is the caller's.
 *
 * @throws DownloadError; the signal's reason if it is aborted
 */
export async function fetchCached(request: FetchRequest): Promise<Uint8Array<ArrayBuffer>> {
  const { url, bytes, sha256, onProgress, signal } = request;
  const kept = await takeFromCache(request);
  if (kept !== null) {
    onProgress?.(bytes, bytes, true);
    return kept;
  }
  const download = (cache: DownloadRequest['cache']) => {
    const patience = { ...defaultPatience, ...request.patience };
    const report = (received: number) => onProgress?.(received, bytes, false);
    return downloadVerified({ url, bytes, signal, patience, cache, onProgress: report }, sha256);
  };
  const fetched = await download('default').catch((error: unknown) => {
    if (isOtherFile(error)) return download('reload');
    throw error;
  });
  await writeCached({ url, version: sha256 }, fetched);
  return fetched;
}

export interface FetchTextOptions {
  readonly signal?: AbortSignal;
  readonly patience?: Partial<Patience>;
}

async function readText(url: string, patience: Patience, signal?: AbortSignal) {
  return exchange(
    url,
    { cache: 'no-cache' },
    patience,
    async ({ response, read }) => {
      if (!response.ok) throw httpStatusError(url, response.status);
      const chunks: Uint8Array<ArrayBuffer>[] = [];
      for (let chunk = await read(); chunk !== null; chunk = await read()) {
        chunks.push(new Uint8Array(chunk));
      }
      const bytes = new Uint8Array(await new Blob(chunks).arrayBuffer());
      const impostor = impostorError(url, bytes);
      if (impostor !== null) throw impostor;
      return bytes;
    },
    { signal },
  );
}

/**
 * A small text that has no digest, such as a manifest: fresh from the network, or, where there is
 * none, the copy of the last time.
 *
 * @throws DownloadError; the signal's reason if it is aborted
 */
export async function fetchText(url: string, options: FetchTextOptions = {}): Promise<string> {
  const patience = { ...defaultPatience, ...options.patience };
  const key = { url, version: 'latest' };
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  for (let fruitless = 1; ; fruitless++) {
    try {
      const bytes = await readText(url, patience, options.signal);
      await writeCached(key, bytes);
      return decode(bytes);
    } catch (error) {
      if (!(error instanceof DownloadError)) throw error;
      if (!error.temporary && error.code !== 'web-page') throw error;
      const kept = await readCached(key);
      if (kept !== null) return decode(kept);
      if (!error.temporary || fruitless >= patience.tries) throw error;
    }
    await pause(patience.backoffMs * 2 ** (fruitless - 1), options.signal);
  }
}
