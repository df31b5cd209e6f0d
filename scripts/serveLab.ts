import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { preview } from 'vite';
import { inUrl } from './networkAddresses.ts';
import { projectRoot } from './projectRoot.ts';

export interface ServedLab {
  /** With a trailing slash. */
  readonly url: string;
  close(): Promise<void>;
}

export interface ServeOptions {
  /** Folder of the build, relative to the project's root. */
  readonly outDir: string;
  /** A folder with a vite.config.ts of its own, whose headers are sent. */
  readonly folder?: string;
  /** The next free port from here on is taken. */
  readonly port: number;
  /** Address to listen on; this machine only unless told otherwise. */
  readonly host?: string;
}

/** Serves a build with the headers of vite.config.ts, which isolate the page so that WASM has threads. */
export async function serveLab(options: ServeOptions): Promise<ServedLab> {
  const host = options.host ?? '127.0.0.1';
  const server = await preview({
    root: projectRoot,
    ...(options.folder && { configFile: join(projectRoot, options.folder, 'vite.config.ts') }),
    logLevel: 'error',
    build: { outDir: options.outDir },
    preview: {
      host,
      port: options.port,
      strictPort: false,
      open: false,
      // A lab for the network goes by whatever name the network gives the machine.
      allowedHosts: options.host ? true : [],
    },
  });
  const { port } = server.httpServer.address() as AddressInfo;
  const named = ['127.0.0.1', '0.0.0.0', '::'].includes(host) ? 'localhost' : inUrl(host);
  return { url: `http://${named}:${port}/`, close: () => server.close() };
}
