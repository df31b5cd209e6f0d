import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExperimentReport } from '../../cli/experimentReport.ts';
import { datasets } from '../../src/data/registry.ts';
import { models } from '../../src/model/registry.ts';
import { startCommand } from '../support/startCommand.ts';

const experiment = (...flags: string[]) => startCommand('experiment', ...flags).finished;

const quick = ['--dataset', datasets[1]!.id, '--model', models[1]!.id, '--backend', 'wasm'];
const tiny = ['--steps', '2', '--batch', '8', '--eval-limit', '20', ...quick];

describe('npm run experiment', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'experiment-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('races the methods on two seeds, prints the table and writes the JSON', async () => {
    const file = join(folder, 'result.json');
    const { status, stdout, stderr } = await experiment(
      ...['--methods', 'zs,wise-ft', '--seeds', '0,3', '--json', file],
      ...['--csv', join(folder, 'rows.csv'), '--log', join(folder, 'log'), '--every', '1'],
      ...['--weights', join(folder, 'weights')],
      ...tiny,
    );
    expect(stderr).toContain('Racing ft too: a view mixes its weights.');
    expect(stderr).toContain('Backend: wasm');
    expect(status).toBe(0);
    expect(stdout).toContain('Images per split:');
    expect(stdout).toContain("The paper's own numbers");

    const report = JSON.parse(readFileSync(file, 'utf8')) as ExperimentReport;
    expect(report).toMatchObject({ version: 1, backend: 'wasm', seeds: [0, 3] });
    expect(report.config).toMatchObject({ steps: 2, batchSize: 8 });
    expect(report.table.map((row) => row.method)).toEqual(['zs', 'ft', 'wise-ft']);
    for (const row of report.table) {
      expect(row.idAcc).toBeGreaterThan(0.01);
      for (const value of [
        row.idAcc,
        row.oodAcc,
        row.idEce,
        row.oodEce,
        row.idEceTs,
        row.oodEceTs,
      ]) {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }
    }
    for (const run of report.runs) {
      for (const { splits } of run.results) {
        expect(splits.every(({ raw }) => raw.n === 20 && raw.bins.length === 15)).toBe(true);
      }
    }
    // A row per seed, method and image of each of the three test sets and the validation set.
    const [head, ...images] = readFileSync(join(folder, 'rows.csv'), 'utf8').trim().split('\r\n');
    expect(head).toContain('seed,method,alpha,step,split');
    expect(images).toHaveLength(2 * 3 * 4 * 20);
    const log = readFileSync(join(folder, 'log/seed-3.jsonl'), 'utf8').trim().split('\n');
    const steps = log.map((line) => JSON.parse(line)).filter(({ kind }) => kind === 'step');
    expect(steps.map(({ methodId, step }) => [methodId, step])).toEqual([
      ['ft', 1],
      ['ft', 2],
    ]);
    expect(readdirSync(join(folder, 'log/seed-3/ft'))[0]).toMatch(/^events\.out\.tfevents\.\d+/);
    expect(readdirSync(join(folder, 'weights')).sort()).toEqual(
      ['ft', 'zs'].flatMap((id) => [0, 3].map((seed) => `${id}-seed-${seed}.safetensors`)),
    );
    const zeroShot = report.runs.map(({ results }) => results[0]!.step);
    expect(zeroShot).toEqual([0, 0]);
  });

  test('says which methods there are when one is unknown', async () => {
    const { status, stdout, stderr } = await experiment('--methods', 'zs,carrot');
    expect(status).toBe(2);
    expect(stderr).toContain('There is no method "carrot"; the methods are zs, ft,');
    expect(stderr).toContain('wise-ft (a view on ft)');
    expect(stdout).toBe('');
  });

  test('refuses a folder that is not there, at once', async () => {
    const { status, stderr } = await experiment('--json', '/no/such/folder/x.json');
    expect(status).toBe(2);
    expect(stderr).toContain('there is no folder');
  });
});
