import { createReadStream, statSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { projectRoot } from '../../scripts/projectRoot.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** True: the answer has been given; else the file follows. */
export type Meddle = (path: string, response: ServerResponse) => boolean;

export interface StaticHost {
  /** With a trailing slash. */
  readonly url: string;
  /** Folder being served, from the project's root: a deploy changes it. */
  folder: string;
  /** What goes wrong, or differs, on this host. */
  meddle: Meddle;
  close(): Promise<void>;
}

/** A plain static host, as GitHub Pages is one: files by their ending, 404 for others, no headers. */
export async function startStaticHost(folder: string, port = 0): Promise<StaticHost> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (host.meddle(path, response)) return;
    const file = join(projectRoot, host.folder, path.endsWith('/') ? `${path}index.html` : path);
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
      response.writeHead(404, { 'content-type': 'text/html' }).end('<!doctype html>Not found');
      return;
    }
    const type = response.getHeader('content-type') ?? types[extname(file)];
    response.setHeader('content-type', type ?? 'application/octet-stream');
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const host: StaticHost = {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    folder,
    meddle: () => false,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return host;
}
