/** `npm test`: browser, lint, types, every test project, the twin; the last line counts the tests. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BrowserMissing, ensureBrowser } from './ensureBrowser.ts';
import { findPython, pythonMissing, twinFolder } from './findPython.ts';
import { projectRoot } from './projectRoot.ts';
import {
  addTallies,
  countLine,
  readFailures,
  readTally,
  type Tally,
  unittestTally,
} from './testTally.ts';

interface Stage {
  readonly name: string;
  /** A script under node_modules and its arguments. */
  readonly command: readonly [script: string, ...args: string[]];
  /** Where Vitest writes its counts; absent for a stage without tests. */
  readonly report?: string;
  /** Runs the long tests of a project in place of its usual ones. */
  readonly long?: boolean;
}

interface StageResult {
  readonly name: string;
  /** null: it was left out. */
  readonly ok: boolean | null;
  readonly seconds: number;
  readonly tally: Tally;
  readonly failures: readonly string[];
}

const reportFolder = join(projectRoot, '.cache/test-reports');

/** @param project of Vitest; 'unit' stands for the two that it is in */
function vitest(project: string, long = false): Stage {
  const name = long ? `${project} (long)` : project;
  const report = join(reportFolder, `${name}.json`);
  return {
    name,
    long,
    command: [
      'vitest/vitest.mjs',
      'run',
      `--project=${project === 'unit' ? 'unit*' : project}`,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...(project === 'long' ? ['--passWithNoTests'] : []),
    ],
    report,
  };
}

function stages(long: boolean): Stage[] {
  return [
    { name: 'lint', command: ['@biomejs/biome/bin/biome', 'check', '.'] },
    { name: 'types', command: ['typescript/bin/tsc', '--noEmit'] },
    ...['unit', 'wasm', 'webgpu', 'e2e', ...(long ? ['long'] : [])].map((name) => vitest(name)),
    ...(long ? [vitest('webgpu', true)] : []),
  ];
}

function runStage({ name, command, report, long }: Stage): StageResult {
  console.log(`\n── ${name} ──`);
  const started = performance.now();
  const [script, ...args] = command;
  const child = spawnSync(process.execPath, [join(projectRoot, 'node_modules', script), ...args], {
    cwd: projectRoot,
    stdio: 'inherit',
    env: { ...process.env, ...(long && { LONG: '1' }) },
  });
  const ok = child.status === 0;
  const seconds = (performance.now() - started) / 1000;
  return { name, ok, seconds, tally: readTally(report, ok), failures: readFailures(report) };
}

/** The tests of the PyTorch twin, where PyTorch is. */
function runTwinTests(): StageResult {
  console.log('\n── twin ──');
  const python = findPython();
  if (!python) {
    console.log(`Skipped. ${pythonMissing}`);
    const tally = { passed: 0, failed: 0, skipped: 1 };
    return { name: 'twin', ok: null, seconds: 0, tally, failures: [] };
  }
  const started = performance.now();
  const child = spawnSync(python, ['-m', 'unittest', 'discover', '-s', 'tests'], {
    cwd: twinFolder,
    stdio: ['ignore', 'inherit', 'pipe'],
    encoding: 'utf8',
  });
  process.stderr.write(child.stderr);
  const ok = child.status === 0;
  const seconds = (performance.now() - started) / 1000;
  return { name: 'twin', ok, seconds, tally: unittestTally(child.stderr, ok), failures: [] };
}

const verdict = (ok: StageResult['ok']) => (ok === null ? 'skipped' : ok ? 'ok     ' : 'FAILED ');

function summarise(results: readonly StageResult[]): boolean {
  console.log('\n── summary ──');
  for (const { name, ok, seconds } of results) {
    console.log(`${verdict(ok)}  ${name.padEnd(8)} ${seconds.toFixed(1).padStart(7)} s`);
  }
  for (const { name, failures } of results) {
    for (const failure of failures) console.log(`FAILED   ${name}  ${failure}`);
  }
  console.log(`\n${countLine(addTallies(results.map((result) => result.tally)))}`);
  return results.every((result) => result.ok !== false);
}

function test(): boolean {
  const { values } = parseArgs({ options: { long: { type: 'boolean', default: false } } });
  rmSync(reportFolder, { recursive: true, force: true });
  mkdirSync(reportFolder, { recursive: true });
  console.log(`Browser: ${ensureBrowser()}`);
  return summarise([...stages(values.long).map(runStage), runTwinTests()]);
}

try {
  process.exitCode = test() ? 0 : 1;
} catch (error) {
  if (!(error instanceof BrowserMissing)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
