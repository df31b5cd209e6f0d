import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { twinFolder } from '../../scripts/findPython.ts';
import { projectRoot } from '../../scripts/projectRoot.ts';
import { type Experiment, toExperimentJson } from '../../src/results/exports/experimentJson.ts';
import type { Measured } from './comparison.ts';

/** One line of the twin's results. */
export type TwinRecord = Measured & { readonly method: string; readonly torch: string };

function finished(python: string, args: readonly string[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    // The table on its stdout is not ours to print.
    const child = spawn(python, ['-m', 'carot_twin', ...args], {
      cwd: twinFolder,
      stdio: ['ignore', 'ignore', 'inherit'],
      signal,
    });
    child.on('error', reject);
    child.on('exit', (code, by) => {
      if (code === 0) resolve();
      else reject(new Error(`The twin ended with ${by ?? `status ${code}`}.`));
    });
  });
}

/**
 * Runs an experiment in the twin, on the processor.
 * @param signal ends it
 * @returns a record a method
 */
export async function runTwin(
  python: string,
  experiment: Experiment,
  signal: AbortSignal,
): Promise<TwinRecord[]> {
  const folder = join(projectRoot, '.cache/crosscheck');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${experiment.model.id}.json`);
  const out = join(folder, `${experiment.model.id}.jsonl`);
  rmSync(out, { force: true });
  writeFileSync(file, toExperimentJson(experiment));
  await finished(python, ['run', file, '--out', out, '--device', 'cpu'], signal);
  const lines = readFileSync(out, 'utf8').trimEnd().split('\n');
  return lines.map((text) => JSON.parse(text) as TwinRecord);
}
