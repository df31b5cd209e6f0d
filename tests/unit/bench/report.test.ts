import { describe, expect, test } from 'vitest';
import { benchTable } from '../../../bench/benchTable.ts';
import type { EngineName, Ground } from '../../../bench/contestant.ts';
import {
  type BackendMeasurement,
  benchReport,
  comparisons,
  lossGap,
  type StepSeries,
} from '../../../bench/report.ts';

const ground: Ground = { adapter: 'a card', isFallbackAdapter: false, threads: 1, notes: [] };
const about = {
  created: '2026-01-01T00:00:00.000Z',
  versions: { lab: '0.1.0' },
  isCrossOriginIsolated: true,
  cores: 2,
};

/** Two steps of warm-up at 900 ms, then these. */
const series = (
  engine: EngineName,
  ms: readonly number[],
  losses: readonly number[],
  method: StepSeries['method'] = 'flyp',
): StepSeries => ({
  ...{ backend: 'webgpu', engine, method, warmup: 2, javascript: ms.map((one) => one / 10) },
  samples: [900, 900, ...ms].map((one, i) => ({
    ...{ ms: one, jsMs: one / 5, cpuMs: 2 * one, dispatches: 100 + i },
    loss: losses[i] ?? 0.1,
  })),
});

const measured = (...all: StepSeries[]): BackendMeasurement => ({
  ...{ backend: 'webgpu', batch: 8, wholeBlocks: false, grounds: { ours: ground }, series: all },
  evaluations: [400, 500, 800].map((ms) => ({ images: 100, ms, cpuMs: 2 * ms })),
  products: [{ m: 8, k: 8, n: 8, gflops: 1 }],
  memory: { batch: 64, ours: 1 << 20, tfjs: 10 << 20 },
});

describe('the bench', () => {
  const losses = [0.5, 0.25, 0.125];
  const ours = series('ours', [10, 30, 20], losses);

  test('compares medians, without the steps that warm up', () => {
    const [found] = comparisons([measured(ours, series('jax', [60, 90, 70], losses))]);
    expect(found).toMatchObject({ peer: 'jax', ratio: 3.5, cpuRatio: 3.5, lossGap: 0 });
    expect(found!.range).toEqual([3, 6]);
  });

  test('gives no ratio to a peer that does not do the same, and says why', () => {
    const other = series('jax', [60, 90, 70], [0.5, 0.25 * (1 + 2e-4), 0.125]);
    expect(lossGap(ours, other)).toBeCloseTo(2e-4, 10);
    const report = benchReport([measured(ours, other)], about);
    expect(report.ratios.webgpuVsJax).toBeNull();
    expect(report.comparisons[0]).toMatchObject({ ratio: null, range: null });
    expect(benchTable(report)).toContain(
      'No ratio: jax on webgpu, flyp: its losses over the first 3 steps differ by 2.0e-4',
    );
  });

  test('a loss that is not a number is no agreement', () =>
    expect(lossGap(ours, series('jax', [60], [0.5, Number.NaN, 0.125]))).toBe(
      Number.POSITIVE_INFINITY,
    ));

  test('forgives what rounding has grown to later on', () =>
    expect(lossGap(ours, series('jax', [60, 90, 70], [...losses, 0.2]))).toBe(0));

  test('reports the method that gained least, and nothing where one is withheld', () => {
    const carot = series('ours', [20], losses, 'carot');
    const peers = [series('tfjs', [200], losses), series('tfjs', [80], losses, 'carot')];
    const report = benchReport([measured(ours, carot, ...peers)], about);
    expect(report.ratios).toEqual({
      webgpuVsTfjs: 4,
      webgpuVsJax: null,
      wasmVsTfjs: null,
      wasmVsJax: null,
    });
    const broken = series('tfjs', [80], [9], 'carot');
    const withheld = benchReport([measured(ours, carot, peers[0]!, broken)], about);
    expect(withheld.ratios.webgpuVsTfjs).toBeNull();
  });

  test('tells dispatches, JavaScript and images a second', () => {
    const report = benchReport([measured(ours, series('tfjs', [200], losses))], about);
    expect(report.dispatches).toEqual({ flyp: 104 });
    expect(report.jsMsPerStep).toEqual({ ours: { flyp: 2 }, tfjs: { flyp: 20 } });
    expect(report.evaluation.webgpu).toMatchObject({
      ...{ images: 100, ms: 500, imagesPerSecond: 200, trainingImagesPerSecond: 400 },
      ...{ ratio: 0.5, cpuRatio: 0.5, range: [0.3125, 0.75] },
    });
    const table = benchTable(report);
    expect(table).toContain('the lab 1 MiB, plain tfjs 10 MiB: 10 %');
    expect(table).toMatch(/plain tfjs, flyp +200 +200 +400 +20 +102 +10× +10×/);
  });
});
