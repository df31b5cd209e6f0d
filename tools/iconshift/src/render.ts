import { spawn } from 'node:child_process';
import { closeSync, ftruncateSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { imageBytes } from './imageSize.ts';

const childPath = fileURLToPath(new URL('renderChild.ts', import.meta.url));

/** Runs a child over one part; resolves to null when it came to the end, else to where it crashed. */
function runChild(args: readonly string[], positionPath: string): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', childPath, ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      errors = (errors + chunk.toString()).slice(-2000);
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      if (code === 0) return resolve(null);
      // A panic of the renderer ends with a signal; an exit code is an error of ours.
      if (signal === null) return reject(new Error(`Rendering failed: ${errors}`));
      resolve(Number(readFileSync(positionPath, 'utf8')));
    });
  });
}

/**
 * Renders drawings to straight-alpha RGBA bytes in a file, one after the other. The bytes depend on
 * the drawings and the renderer's version alone, not on how many children share the work.
 *
 * @param icons set and name of each
 * @param outPath receives icons.length · imageBytes bytes; a drawing that cannot be rendered is empty
 * @returns positions of the drawings on which the renderer crashed
 */
export async function renderIcons(
  icons: readonly (readonly [set: string, icon: string])[],
  outPath: string,
): Promise<readonly number[]> {
  const listPath = `${outPath}.list.json`;
  writeFileSync(listPath, JSON.stringify(icons));
  const file = openSync(outPath, 'w');
  ftruncateSync(file, icons.length * imageBytes);
  closeSync(file);
  const workers = Math.min(availableParallelism(), Math.max(1, icons.length));
  const crashes = await Promise.all(
    Array.from({ length: workers }, async (_, w) => {
      const crashed: number[] = [];
      const end = Math.floor((icons.length * (w + 1)) / workers);
      let start = Math.floor((icons.length * w) / workers);
      while (start < end) {
        const positionPath = `${outPath}.at${w}`;
        const args = [listPath, outPath, String(start), String(end), positionPath];
        const at = await runChild(args, positionPath);
        if (at === null) break;
        crashed.push(at);
        start = at + 1;
      }
      return crashed;
    }),
  );
  return crashes.flat().sort((a, b) => a - b);
}
