import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface FlakyServer {
  /** Address of a path on the server. */
  url(path: string): string;
  /** The answers to the next requests in their order; the last is for all that follow. */
  script(...answers: Answer[]): void;
  /** Requests so far, as "bytes=3- "v1"" with Range and If-Range, or "whole". */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** A local server that answers as it is told, request by request. */
export async function startFlakyServer(): Promise<FlakyServer> {
  let answers: Answer[] = [];
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const { range, 'if-range': ifRange } = request.headers;
    requests.push([range, ifRange].filter(Boolean).join(' ') || 'whole');
    const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (path) => `http://127.0.0.1:${port}/${path}`,
    script: (...next) => {
      answers = next;
      requests.length = 0;
    },
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

interface FileAnswer {
  /** Ends the connection rudely after so many bytes of the body. */
  readonly cutAfter?: number;
  /** Sends so many bytes and then nothing any more. */
  readonly stallAfter?: number;
  readonly ranges?: boolean;
  readonly etag?: string;
  /** false: chunked, so that a short body looks complete. */
  readonly announce?: boolean;
}

/** Serves bytes well, or badly in a chosen way. */
export function serve(bytes: Uint8Array, options: FileAnswer = {}): Answer {
  const { cutAfter, stallAfter, ranges = true, etag = '"v1"', announce = true } = options;
  return (request, response) => {
    const { range, 'if-range': ifRange } = request.headers;
    const start = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    const partial = ranges && start > 0 && (ifRange === undefined || ifRange === etag);
    if (partial && start >= bytes.length) {
      response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end();
      return;
    }
    const body = partial ? bytes.subarray(start) : bytes;
    response.writeHead(partial ? 206 : 200, {
      etag,
      ...(announce ? { 'content-length': body.length } : {}),
      ...(partial ? { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` } : {}),
    });
    const stop = cutAfter ?? stallAfter;
    if (stop === undefined || stop >= body.length) {
      response.end(body);
      return;
    }
    response.write(body.subarray(0, stop), () => {
      if (stallAfter !== undefined) return;
      // A chunked body can end early and look complete; an announced one breaks.
      if (announce) setTimeout(() => response.destroy(), 20);
      else response.end();
    });
  };
}

export const status =
  (code: number, body = ''): Answer =>
  (_, response) =>
    response.writeHead(code).end(body);

/** What a captive portal or a server with a fallback page says to everything. */
export const page =
  (text: string): Answer =>
  (_, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end(text);
