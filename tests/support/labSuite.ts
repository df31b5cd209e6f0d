import type { Browser, LaunchOptions } from 'playwright';
import { afterAll, beforeAll } from 'vitest';
import type { ServedLab } from '../../scripts/serveLab.ts';
import { startLab } from './labServer.ts';
import { launchBrowser } from './launchBrowser.ts';

/** Where the pages of a file's tests come from. */
export interface Server {
  readonly url: string;
  close(): Promise<void>;
}

export interface LabSuite<S extends Server> {
  readonly server: S;
  readonly browser: Browser;
  readonly url: string;
}

/**
 * A server of the built lab and a browser for all tests of a file: there before its own `beforeAll`,
 * closed after its last test.
 *
 * @param serve what serves; default: the lab with its headers, as `npm start` does
 */
export function labSuite(): LabSuite<ServedLab>;
export function labSuite<S extends Server>(
  serve: () => Promise<S>,
  options?: LaunchOptions,
): LabSuite<S>;
export function labSuite(
  serve: () => Promise<Server> = () => startLab(),
  options: LaunchOptions = {},
): LabSuite<Server> {
  let server: Server | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    server = await serve();
    browser = await launchBrowser(options);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  const there = <T>(thing: T | undefined): T => {
    if (thing === undefined) throw new Error('The server and the browser come with the first test');
    return thing;
  };
  return {
    get server() {
      return there(server);
    },
    get browser() {
      return there(browser);
    },
    get url() {
      return there(server).url;
    },
  };
}
