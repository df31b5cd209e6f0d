import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../../scripts/projectRoot.ts';
import { datasets } from '../../src/data/registry.ts';
import { models } from '../../src/model/registry.ts';
import type { StudyFile } from '../../src/study/studyFile.ts';
import { startCommand } from '../support/startCommand.ts';

const quick = ['--dataset', datasets[1]!.id, '--model', models[1]!.id, '--backend', 'wasm'];
const python = ['python3', 'python'].find(
  (name) => spawnSync(name, ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))']).status === 0,
);

describe('npm run study', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'study-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('pauses, goes on, and another program finds the same numbers in its rows', async () => {
    const out = join(folder, 'one');
    const flags = [
      ...['--methods', 'zs,ft,wise-ft', '--steps', '3', '--batch', '8', '--eval-limit', '40'],
      ...['--seeds', '0,1', '--vary', 'lr=1e-4,1e-3', '--logits', '--out', out, ...quick],
    ];
    const first = startCommand('study', ...flags);
    const cells = join(out, 'cells');
    await expect
      .poll(() => existsSync(cells) && readdirSync(cells).some((name) => name.endsWith('.json')), {
        timeout: 120_000,
        interval: 50,
      })
      .toBe(true);
    first.child.kill('SIGINT');
    const paused = await first.finished;
    const kept = readdirSync(cells).filter((name) => name.endsWith('.json'));
    // On a quick machine all may be done before the signal comes.
    if (kept.length < 4) {
      expect(paused.status).toBe(130);
      expect(paused.stderr).toContain('the same command goes on');
    }
    const held = readFileSync(join(cells, kept[0]!), 'utf8');

    const { status, stdout, stderr } = await startCommand('study', ...flags).finished;
    expect(stderr).toContain(`4 races, ${kept.length} of them done before`);
    expect(status).toBe(0);
    expect(readFileSync(join(cells, kept[0]!), 'utf8')).toBe(held);
    expect(stdout).toContain('## lr = 0.0001');
    expect(stdout).toContain('Fine-tuning raises ID accuracy');

    const study = JSON.parse(readFileSync(join(out, 'study.json'), 'utf8')) as StudyFile;
    expect(study.cells.map(({ id }) => id)).toEqual([
      'lr-0.0001+seed-0',
      'lr-0.001+seed-0',
      'lr-0.0001+seed-1',
      'lr-0.001+seed-1',
    ]);
    expect(study.points.map(({ seeds }) => seeds)).toEqual([
      [0, 1],
      [0, 1],
    ]);
    const [slow, quickest] = study.points.map(
      ({ rows }) => rows.find(({ methodId }) => methodId === 'ft')!.values.idAcc!,
    );
    expect(slow!.interval).not.toBeNull();
    expect(slow).not.toEqual(quickest);
    if (!python) return;
    const recomputed = spawnSync(
      python,
      [join(projectRoot, 'tests/python/recompute_study.py'), out],
      { encoding: 'utf8' },
    );
    const { compared, failures } = JSON.parse(recomputed.stdout) as {
      compared: number;
      failures: string[];
    };
    expect(failures).toEqual([]);
    expect(compared).toBeGreaterThan(500);
    expect(recomputed.status).toBe(0);

    const notebook = spawnSync(
      python,
      ['tests/python/run_notebook.py', 'docs/notebooks/read_exports.ipynb'],
      { encoding: 'utf8', cwd: projectRoot, env: { ...process.env, STUDY: out } },
    );
    expect(notebook.stderr).not.toContain('Error');
    expect(notebook.stdout).toContain('wise-ft');
    expect(notebook.status).toBe(0);

    // A number that is off by more than a millionth is found.
    const values = study.points[0]!.rows[0]!.values as Record<string, unknown>;
    values.idAcc = {
      ...study.points[0]!.rows[0]!.values.idAcc!,
      mean: study.points[0]!.rows[0]!.values.idAcc!.mean + 2e-6,
    };
    writeFileSync(join(out, 'study.json'), JSON.stringify(study));
    const caught = spawnSync(python, [join(projectRoot, 'tests/python/recompute_study.py'), out]);
    expect(caught.status).toBe(1);
  });
});
