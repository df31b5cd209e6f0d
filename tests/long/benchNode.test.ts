import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { BenchReport } from '../../bench/report.ts';
import { projectRoot } from '../../scripts/projectRoot.ts';
import { tinyBench } from '../support/runBench.ts';

const tsx = join(projectRoot, 'node_modules/tsx/dist/cli.mjs');
const script = join(projectRoot, 'bench/node/benchNode.ts');
const run = (...flags: string[]) =>
  spawnSync(process.execPath, [tsx, script, ...flags], { cwd: projectRoot, encoding: 'utf8' });

/** The package weighs 130 MB and is no dependency: it is there where somebody has put it. */
function hasDawn(): boolean {
  try {
    return Boolean(createRequire(import.meta.url).resolve('webgpu'));
  } catch {
    return false;
  }
}

test.skipIf(hasDawn())('without WebGPU for Node the command says how to get it', () => {
  const { status, stderr } = run();
  expect(stderr).toContain('npm install --no-save webgpu@0.6.2');
  expect(status).toBe(1);
});

test.runIf(hasDawn())('in Node, too, the three engines do the same', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const json = join(folder, 'bench.json');
    const { status, stderr } = run(...tinyBench, '--json', json);
    expect(status, stderr).toBe(0);
    const report = JSON.parse(readFileSync(json, 'utf8')) as BenchReport;
    expect(report.comparisons.length).toBe(4);
    expect(report.comparisons.flatMap(({ withheld }) => withheld ?? [])).toEqual([]);
    expect(report.dispatches.flyp).toBeGreaterThan(10);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('WASM is measured in a browser alone', () => {
  const { status, stderr } = run('--only', 'wasm');
  expect(stderr).toContain('npm run bench.');
  expect(status).toBe(2);
});
