import { showBytes } from '../math/units.ts';
import { DownloadError } from './downloadError.ts';
import {
  type Exchange,
  exchange,
  fileNameOf,
  httpStatusError,
  impostorError,
  type Patience,
  pause,
} from './exchange.ts';

/** A file whose size is known beforehand. */
export interface DownloadRequest {
  readonly url: string;
  readonly bytes: number;
  readonly onProgress?: (receivedBytes: number) => void;
  readonly signal?: AbortSignal;
  readonly patience: Patience;
  /** 'reload' passes by the browser's own HTTP cache. */
  readonly cache: 'default' | 'reload';
}

/** A server that cuts every connection after a few bytes is left alone in the end. */
const MAX_CONNECTIONS = 50;

/** What has arrived so far. */
interface Arrived {
  /** Made when the first byte comes. */
  data: Uint8Array<ArrayBuffer> | null;
  received: number;
  /** The most that was ever there: less does not count as progress. */
  best: number;
  /** Tells the server which version the bytes are of; null if it never said. */
  validator: string | null;
  /** False where ranges would count compressed bytes. */
  resumable: boolean;
}

/** If-Range takes a strong ETag or a date. */
function validatorOf({ headers }: Response): string | null {
  const etag = headers.get('etag');
  return etag && !etag.startsWith('W/') ? etag : headers.get('last-modified');
}

/** A header beyond the safe-listed ones would cost a request to another origin a preflight. */
const isSameOrigin = (url: string) =>
  globalThis.location === undefined || new URL(url).origin === globalThis.location.origin;

function rangeHeaders(url: string, { received, validator }: Arrived): Record<string, string> {
  if (received === 0) return {};
  const range = { Range: `bytes=${received}-` };
  return validator && isSameOrigin(url) ? { ...range, 'If-Range': validator } : range;
}

function truncated(url: string, received: number, bytes: number, temporary: boolean) {
  return new DownloadError(
    'truncated',
    `${fileNameOf(url)} ended after ${received} of ${bytes} bytes.`,
    temporary ? 'Check the network, then try again.' : 'The copy on the server is cut off.',
    temporary,
  );
}

function tooLong(url: string, bytes: number): DownloadError {
  return new DownloadError(
    'hash-mismatch',
    `${fileNameOf(url)} is not the file it should be: it has more than ${bytes} bytes.`,
    'Reload the page. If it stays, the server holds another version of the file.',
  );
}

/** Where the body that follows belongs; 0 if it is the whole file. */
function startOf({ status, headers }: Response, received: number): number {
  if (status !== 206) return 0;
  const start = /^bytes (\d+)-/.exec(headers.get('content-range') ?? '')?.[1];
  return start === undefined ? received : Number(start);
}

/**
 * The file's size by the answer's own account; null where it does not say, or where it counts
 * compressed bytes: another origin would not let us see that.
 */
function announcedBytes(url: string, { headers }: Response, start: number): number | null {
  const length = headers.get('content-length');
  const isPlain = isSameOrigin(url) && !headers.has('content-encoding');
  return isPlain && length !== null ? start + Number(length) : null;
}

/** One connection, adding to what is there; resolves when the file is complete. */
async function takeBody(request: DownloadRequest, arrived: Arrived, { response, read }: Exchange) {
  const { url, bytes, onProgress } = request;
  const start = response.ok ? startOf(response, arrived.received) : 0;
  if (response.status === 416 || start > arrived.received) {
    arrived.received = 0;
    throw truncated(url, start, bytes, true);
  }
  if (!response.ok) throw httpStatusError(url, response.status);
  arrived.received = start;
  arrived.validator = validatorOf(response);
  arrived.resumable = !response.headers.has('content-encoding');
  const announced = announcedBytes(url, response, start);
  for (let chunk = await read(); chunk !== null; chunk = await read()) {
    const end = arrived.received + chunk.length;
    const wrongSize = announced !== null && announced !== bytes;
    if (wrongSize || end > bytes) {
      throw (
        impostorError(url, arrived.received > 0 ? arrived.data! : chunk) ??
        (announced !== null && announced < bytes
          ? truncated(url, announced, bytes, false)
          : tooLong(url, bytes))
      );
    }
    arrived.data ??= new Uint8Array(bytes);
    arrived.data.set(chunk, arrived.received);
    arrived.received = end;
    arrived.best = Math.max(arrived.best, end);
    onProgress?.(end);
  }
  if (arrived.received === bytes) return;
  const head = arrived.data?.subarray(0, arrived.received) ?? new Uint8Array(0);
  throw impostorError(url, head) ?? truncated(url, arrived.received, bytes, true);
}

/**
 * Downloads a file of known size. A connection that breaks or stalls is opened anew with growing
 * pauses and goes on where it broke, by one range, if the server can; the tries start to count
 * again with every byte that was not there before.
 *
 * @throws DownloadError; the signal's reason if it is aborted
 */
export async function downloadFile(request: DownloadRequest): Promise<Uint8Array<ArrayBuffer>> {
  const { url, bytes, signal, patience, cache } = request;
  const arrived: Arrived = { data: null, received: 0, best: 0, validator: null, resumable: true };
  const progress = () => ` (${showBytes(arrived.received)} of ${showBytes(bytes)} arrived)`;
  let fruitless = 0;
  for (let connection = 1; ; connection++) {
    const { best } = arrived;
    if (!arrived.resumable) arrived.received = 0;
    const init: RequestInit = { headers: rangeHeaders(url, arrived), cache };
    try {
      await exchange(url, init, patience, (taken) => takeBody(request, arrived, taken), {
        signal,
        progress,
      });
      return arrived.data ?? new Uint8Array(0);
    } catch (error) {
      if (!(error instanceof DownloadError) || !error.temporary) throw error;
      fruitless = arrived.best > best ? 1 : fruitless + 1;
      if (fruitless >= patience.tries || connection >= MAX_CONNECTIONS) throw error;
    }
    await pause(patience.backoffMs * 2 ** (fruitless - 1), signal);
  }
}
