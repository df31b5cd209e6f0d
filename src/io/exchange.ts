import { showMs } from '../math/units.ts';
import { DownloadError } from './downloadError.ts';
import { sniffFormat } from './sniffFormat.ts';

/** How patient a download is; the defaults are for people, tests are quicker. */
export interface Patience {
  /** Milliseconds without a byte after which a connection counts as dead. */
  readonly stallMs: number;
  /** Milliseconds before the second try; they double with every try that brought nothing. */
  readonly backoffMs: number;
  /** Tries in a row that may bring nothing. */
  readonly tries: number;
}

export const defaultPatience: Patience = { stallMs: 30_000, backoffMs: 500, tries: 4 };

const hostOf = (url: string) => new URL(url).host;
export const fileNameOf = (url: string) => new URL(url).pathname.split('/').at(-1) || url;

const isTemporaryStatus = (status: number) =>
  status === 408 || status === 425 || status === 429 || status >= 500;

export function httpStatusError(url: string, status: number): DownloadError {
  const temporary = isTemporaryStatus(status);
  return new DownloadError(
    'http-status',
    `${hostOf(url)} answered ${status} for ${fileNameOf(url)}.`,
    temporary
      ? 'The server is busy or broken: wait a minute, then try again.'
      : 'The file is not there, or not for you: reload the page, or tell whoever runs this server.',
    temporary,
  );
}

/** The connection failed or broke; `progress` says what is kept, as an end of the sentence. */
function connectionError(url: string, progress: string): DownloadError {
  const isOffline = globalThis.navigator?.onLine === false;
  return new DownloadError(
    'offline',
    isOffline
      ? `This computer is offline${progress}.`
      : `The connection to ${hostOf(url)} failed while ${fileNameOf(url)} was loading${progress}.`,
    'Check the network, then try again.',
    true,
  );
}

/** What came instead of the file, if its first bytes tell; an error that no second try will mend. */
export function impostorError(url: string, head: Uint8Array): DownloadError | null {
  const sniffed = sniffFormat(head);
  if (sniffed?.kind === 'web-page') {
    return new DownloadError(
      'web-page',
      `Instead of ${fileNameOf(url)} came a web page.`,
      'Perhaps the network asks for a login: open any other site to see, then try again. If not, the server lacks the file.',
    );
  }
  if (sniffed?.kind === 'lfs-pointer') {
    return new DownloadError(
      'web-page',
      `Instead of ${fileNameOf(url)} came a Git LFS pointer.`,
      'Whoever runs this server must fetch the file itself: git lfs pull.',
    );
  }
  return null;
}

/** One request, its answer, and its body piece by piece. */
export interface Exchange {
  readonly response: Response;
  /** The next piece of the body, null at its end. @throws DownloadError 'stalled' or 'offline' */
  read(): Promise<Uint8Array | null>;
}

/**
 * Sends one request and lets `use` take the answer; afterwards the connection is closed, whatever
 * happened.
 *
 * @param progress what a message may say of the bytes so far, such as " (3 of 9 MB arrived)"
 * @throws DownloadError 'offline' or 'stalled', both temporary; the signal's reason if it is aborted
 */
export async function exchange<T>(
  url: string,
  init: RequestInit,
  { stallMs }: Patience,
  use: (exchange: Exchange) => Promise<T>,
  { signal, progress = () => '' }: { signal?: AbortSignal; progress?: () => string } = {},
): Promise<T> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const cancel = () => controller.abort();
  signal?.addEventListener('abort', cancel);

  async function watched<R>(promise: Promise<R>): Promise<R> {
    let stalled = false;
    const timer = setTimeout(() => {
      stalled = true;
      controller.abort();
    }, stallMs);
    try {
      return await promise;
    } catch {
      signal?.throwIfAborted();
      if (!stalled) throw connectionError(url, progress());
      throw new DownloadError(
        'stalled',
        `${hostOf(url)} sent nothing for ${showMs(stallMs)} while ${fileNameOf(url)} was loading${progress()}.`,
        'The network is slow or blocked: try again, or another network.',
        true,
      );
    } finally {
      clearTimeout(timer);
    }
  }

  try {
    const response = await watched(fetch(url, { ...init, signal: controller.signal }));
    const reader = response.body?.getReader();
    const read = async () => (reader ? ((await watched(reader.read())).value ?? null) : null);
    return await use({ response, read });
  } finally {
    signal?.removeEventListener('abort', cancel);
    controller.abort();
  }
}

/** Waits; an abort ends the wait and throws its reason. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', cancel);
      resolve();
    }, ms);
    if (signal?.aborted) cancel();
    else signal?.addEventListener('abort', cancel, { once: true });
  });
}
