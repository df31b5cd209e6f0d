import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runBench, tinyBench } from '../support/runBench.ts';

test('on WebGPU the bench tells ratios, dispatches, JavaScript and memory', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const flags = [...tinyBench, '--only', 'webgpu'];
    const { report } = await runBench(join(folder, 'bench.json'), flags);
    const { ratios, dispatches, jsMsPerStep, measured, comparisons } = report;
    expect(Math.max(...comparisons.map(({ lossGap }) => lossGap))).toBeLessThan(1e-4);
    expect(ratios.webgpuVsTfjs).toBeGreaterThan(0);
    expect(ratios.webgpuVsJax).toBeGreaterThan(0);
    expect(dispatches.flyp).toBeGreaterThan(10);
    expect(dispatches.carot).toBeGreaterThan(dispatches.flyp!);
    for (const engine of ['ours', 'tfjs', 'jax'] as const) {
      expect(Object.keys(jsMsPerStep[engine]!)).toEqual(['flyp', 'carot']);
    }
    const { memory, grounds } = measured[0]!;
    expect(typeof grounds.ours!.isFallbackAdapter).toBe('boolean');
    expect(memory!.batch).toBe(8);
    expect(memory!.ours).toBeGreaterThan(1e6);
    expect(memory!.tfjs).toBeGreaterThan(1e6);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
