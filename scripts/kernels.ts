import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import asc from 'assemblyscript/asc';
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

async function compile(folder: string, flags: readonly string[]): Promise<Uint8Array> {
  let binary: Uint8Array | null = null;
  const { error, stderr } = await asc.main(
    [...entries, '--baseDir', folder, '--outFile', 'out.wasm', ...options, ...flags],
    {
      writeFile: (_name, contents) => {
        binary = contents as Uint8Array;
      },
    },
  );
  if (error || !binary) throw new Error(`${error?.message}\n${stderr.toString()}`);
  if (sectionsOf(binary).includes(DATA_SECTION)) {
    throw new Error('A kernel has a constant in memory, which belongs to TensorFlow.js.');
  }
  return binary;
}

/** A compiler's result, kept under a name that says what it was made from. */
async function kept(folder: string, flags: readonly string[]): Promise<Uint8Array> {
  const hash = createHash('sha256').update(JSON.stringify([asc.version, entries, options, flags]));
  for (const name of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, name)));
  const cache = join(projectRoot, '.cache/kernels');
  const path = join(cache, `${hash.digest('hex').slice(0, 16)}.wasm`);
  try {
    return readFileSync(path);
  } catch {
    const binary = await compile(folder, flags);
    mkdirSync(cache, { recursive: true });
    // Whole or not at all: other builds read it meanwhile.
    writeFileSync(`${path}.${process.pid}`, binary);
    renameSync(`${path}.${process.pid}`, path);
    return binary;
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
