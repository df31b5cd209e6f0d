import { readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { projectRoot } from './projectRoot.ts';

/** The build that the headless command and the tests of the browser share, from the project's root. */
export const cachedBuild = '.cache/lab-dist';

/** Everything a build is made from; folders are walked. */
const sources = [
  'scripts',
  'src',
  'workers',
  'cli',
  'public',
  'index.html',
  'bench.html',
  'lessons.html',
  'study.html',
  'vite.config.ts',
  'package-lock.json',
];

function newestChange(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  const inside = readdirSync(path).map((name) => newestChange(join(path, name)));
  return Math.max(stat.mtimeMs, ...inside);
}

/** Written after a build that succeeded; its time is that of the build's beginning. */
const stampOf = (outDir: string) => join(outDir, '.built');

function isFresh(outDir: string, more: readonly string[]): boolean {
  const stamp = statSync(stampOf(outDir), { throwIfNoEntry: false });
  if (!stamp) return false;
  const built = stamp.mtimeMs;
  const all = [...sources, ...more];
  return all.every((source) => newestChange(join(projectRoot, source)) <= built);
}

export interface BuildOptions {
  /** Keep a build that is newer than everything it is made from. */
  readonly reuse: boolean;
  /** A folder with a vite.config.ts of its own, from the project's root. */
  readonly folder?: string;
}

/**
 * Builds the lab and its headless page, or what lies in a folder of its own.
 * @param outDir relative to the project's root
 * @returns true if it built, false if the earlier build was kept
 */
export async function buildLab(outDir: string, { reuse, folder }: BuildOptions): Promise<boolean> {
  const absolute = join(projectRoot, outDir);
  if (reuse && isFresh(absolute, folder ? [folder.split('/')[0]!] : [])) return false;
  const started = new Date();
  rmSync(stampOf(absolute), { force: true });
  // Under a test runner NODE_ENV is "test", and Vite would build React for development.
  const environment = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  await build({
    root: projectRoot,
    ...(folder && { configFile: join(projectRoot, folder, 'vite.config.ts') }),
    mode: 'production',
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, reportCompressedSize: false },
  }).finally(() => {
    if (environment === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = environment;
  });
  writeFileSync(stampOf(absolute), `${started.toISOString()}\n`);
  utimesSync(stampOf(absolute), started, started);
  return true;
}
