import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchReport } from '../../bench/report.ts';
import { projectRoot } from '../../scripts/projectRoot.ts';

const script = join(projectRoot, 'bench/bench.ts');
const tsx = join(projectRoot, 'node_modules/tsx/dist/cli.mjs');

/** Small enough for any machine: the smallest model that is shipped, on the smallest dataset. */
export const tinyBench: readonly string[] = [
  ...['--model', 'tinyclip', '--dataset', 'shapes'],
  ...['--batch', '8', '--rounds', '2', '--images', '64', '--memory-batch', '8'],
];

/** `npm run bench` with these flags: what it printed and wrote. */
export async function runBench(json: string, flags: readonly string[]) {
  const child = spawn(process.execPath, [tsx, script, ...flags, '--json', json], {
    cwd: projectRoot,
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const status = await new Promise<number | null>((resolve) => {
    child.on('close', resolve);
  });
  if (status !== 0) throw new Error(`the bench ended with ${status}:\n${stderr}`);
  return { stdout, report: JSON.parse(readFileSync(json, 'utf8')) as BenchReport };
}
