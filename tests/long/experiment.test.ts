import { describe, expect, test } from 'vitest';
import { datasets } from '../../src/data/registry.ts';
import { models } from '../../src/model/registry.ts';
import { startCommand } from '../support/startCommand.ts';

const quick = ['--dataset', datasets[1]!.id, '--model', models[1]!.id, '--backend', 'wasm'];

describe('npm run experiment', () => {
  test('fails with a sentence and no table when the batch cannot fit', async () => {
    const { status, stdout, stderr } = await startCommand(
      'experiment',
      ...['--methods', 'ft', '--steps', '1', '--batch', '4096', '--sampling', 'random'],
      ...quick,
    ).finished;
    expect(status).toBe(1);
    expect(stderr).toMatch(/batch/i);
    expect(stdout).toBe('');
  });

  test('an interrupt closes the browser and leaves no table', async () => {
    const { child, finished, stderrSoFar } = startCommand(
      'experiment',
      ...['--methods', 'ft', '--steps', '5000', '--batch', '8', '--eval-limit', '20'],
      ...quick,
    );
    await expect.poll(stderrSoFar, { timeout: 120_000 }).toContain('Backend: wasm');
    child.kill('SIGINT');
    const { status, stdout, stderr } = await finished;
    expect(status).toBe(130);
    expect(stderr).toContain('Interrupted');
    expect(stdout).toBe('');
  });
});
