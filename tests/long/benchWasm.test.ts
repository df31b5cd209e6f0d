import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runBench, tinyBench } from '../support/runBench.ts';

test('on WASM the lab and its peers do the same, and the bench says how fast', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const flags = [...tinyBench, '--only', 'wasm'];
    const { report, stdout } = await runBench(join(folder, 'bench.json'), flags);
    expect(report).toMatchObject({ version: 1, isCrossOriginIsolated: true, dispatches: {} });
    const [wasm] = report.measured;
    expect(wasm).toMatchObject({ backend: 'wasm', batch: 8, memory: null });
    const { ours, tfjs, jax } = wasm!.grounds;
    expect(jax!.threads).toBe(ours!.threads);
    // The stock backend takes half of the cores at most.
    expect(tfjs!.threads).toBeLessThanOrEqual(ours!.threads);
    expect(wasm!.series.map(({ engine, method }) => `${engine} ${method}`)).toEqual(
      ['ours', 'tfjs', 'jax'].flatMap((engine) => [`${engine} flyp`, `${engine} carot`]),
    );
    for (const { method, samples } of wasm!.series) {
      expect(samples.length).toBe(4);
      expect(Math.min(...samples.map(({ ms }) => ms))).toBeGreaterThan(0);
      // The same batch again and again is learned; CaRot's student leaves its teacher, too.
      if (method === 'flyp') expect(samples.at(-1)!.loss).toBeLessThan(samples[0]!.loss);
      expect(new Set(samples.map(({ loss }) => loss)).size).toBe(4);
    }
    expect(Math.max(...report.comparisons.map(({ lossGap }) => lossGap))).toBeLessThan(1e-4);
    expect(report.comparisons.length).toBe(4);
    for (const { ratio } of report.comparisons) expect(ratio).toBeGreaterThan(0);
    const ratios = (peer: string) =>
      report.comparisons.filter((one) => one.peer === peer).map(({ ratio }) => ratio!);
    expect(report.ratios).toEqual({
      webgpuVsTfjs: null,
      webgpuVsJax: null,
      wasmVsTfjs: Math.min(...ratios('tfjs')),
      wasmVsJax: Math.min(...ratios('jax')),
    });
    expect(report.evaluation.wasm!.images).toBe(64);
    expect(stdout).toContain('wasm: SIMD, ');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
