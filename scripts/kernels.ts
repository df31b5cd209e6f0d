import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Plugin } from 'vite';
import { projectRoot } from './projectRoot.ts';

/** The files whose exports JavaScript calls. */
const entries = ['blocks.ts', 'passes.ts', 'pool.ts'];
const options = [
  ...['--optimizeLevel', '3', '--shrinkLevel', '0', '--converge', '--noAssert'],
  ...['--runtime', 'stub', '--importMemory', '--noExportMemory', '--enable', 'simd'],
];
/** Memory that several threads share must say how far it may grow: as far as TensorFlow.js' does. */
const sharing = ['--enable', 'threads', '--sharedMemory', '--initialMemory', '1'];
const upTo4GiB = ['--maximumMemory', '65536'];

/** The id of WebAssembly's section of constants, which would lie on top of another module's memory. */
const DATA_SECTION = 11;

/** Ids of the sections of a module. */
function sectionsOf(wasm: Uint8Array): number[] {
  const ids: number[] = [];
  let at = 8;
  while (at < wasm.length) {
    ids.push(wasm[at++]!);
    let size = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = wasm[at++]!;
      size |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    at += size;
  }
  return ids;
}

const compiler = join(projectRoot, 'node_modules/assemblyscript');
const run = promisify(execFile);

/**
 * Writes what a folder compiles to. The compiler is a program of its own: who only serves a build,
 * or finds the kernels compiled, does not load its fifteen megabytes.
 */
async function compile(folder: string, flags: readonly string[], out: string): Promise<void> {
  const program = join(compiler, 'bin/asc.js');
  const made = ['--baseDir', folder, '--outFile', out, ...options, ...flags];
  await run(process.execPath, [program, ...entries, ...made]);
  if (sectionsOf(readFileSync(out)).includes(DATA_SECTION)) {
    throw new Error('A kernel has a constant in memory, which belongs to TensorFlow.js.');
  }
}

/** A compiler's result, kept under a name that says what it was made from. */
async function kept(folder: string, flags: readonly string[]): Promise<Uint8Array> {
  const { version } = JSON.parse(readFileSync(join(compiler, 'package.json'), 'utf8'));
  const hash = createHash('sha256').update(JSON.stringify([version, entries, options, flags]));
  for (const name of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, name)));
  const cache = join(projectRoot, '.cache/kernels');
  const path = join(cache, `${hash.digest('hex').slice(0, 16)}.wasm`);
  try {
    return readFileSync(path);
  } catch {
    mkdirSync(cache, { recursive: true });
    // Whole or not at all: other builds read it meanwhile.
    const made = `${path}.${process.pid}.wasm`;
    try {
      await compile(folder, flags, made);
      renameSync(made, path);
    } finally {
      rmSync(made, { force: true });
    }
    return readFileSync(path);
  }
}

/**
 * `import { plain, shared } from './assembly/blocks.ts?kernels'` compiles that folder of
 * AssemblyScript to WebAssembly, in base64: for a memory of one thread, and for one of several.
 */
export const kernels = (): Plugin => ({
  name: 'kernels',
  enforce: 'pre',
  async load(id) {
    const [path, query] = id.split('?');
    if (query !== 'kernels') return null;
    const folder = dirname(path!);
    for (const name of readdirSync(folder)) this.addWatchFile(join(folder, name));
    const text = async (flags: readonly string[]) =>
      JSON.stringify(Buffer.from(await kept(folder, flags)).toString('base64'));
    const shared = await text([...sharing, ...upTo4GiB]);
    return `export const plain = ${await text([])};\nexport const shared = ${shared};`;
  },
});
