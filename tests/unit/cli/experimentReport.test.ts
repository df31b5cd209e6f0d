import { describe, expect, test } from 'vitest';
import { experimentReport } from '../../../cli/experimentReport.ts';
import { experimentTable } from '../../../cli/experimentTable.ts';
import type { MethodInfo } from '../../../src/protocol/catalogue.ts';
import { defaultRunConfig, type RunConfig } from '../../../src/protocol/runConfig.ts';
import { methodResult } from '../../../src/results/methodResult.ts';
import { resultColumns } from '../../../src/results/resultColumns.ts';

const paper = {
  idAcc: 0.6832,
  oodAcc: 0.584,
  idEce: 0.0571,
  oodEce: 0.0836,
  idEceTs: 0.0561,
  oodEceTs: 0.0748,
};
const zs: MethodInfo = {
  id: 'zs',
  label: 'Zero-shot',
  kind: 'reference',
  summary: '',
  source: '',
  params: {},
  style: { hue: 0, marker: 'circle', open: false, dashed: false },
  paper,
  inDefaultRace: true,
};
const config: RunConfig = {
  ...defaultRunConfig,
  modelId: 'iconclip',
  datasetId: 'iconshift',
  seed: 4,
  lanes: [{ methodId: 'zs', params: {} }],
  views: [],
};

/** `correct` of two images on every split. */
function result(correct: number) {
  const logits = new Float32Array([2, 0, 1, 0]);
  const labels = new Int32Array([0, correct === 2 ? 0 : 1]);
  return methodResult({
    methodId: 'zs',
    step: 0,
    scope: 'full',
    classCount: 2,
    splits: (['val', 'id', 'ood'] as const).map((role) => ({
      splitId: role,
      role,
      logits,
      labels,
    })),
    options: { binCount: 15, binning: 'width', draws: 20, metrics: ['classwiseEce'] },
  });
}
const columns = resultColumns([
  { metric: 'ece', scaled: true },
  { metric: 'classwiseEce', scaled: false },
  { metric: 'nll', scaled: true },
]);
const reportOf = (...correct: number[]) =>
  experimentReport({
    created: '2026-01-01T00:00:00.000Z',
    versions: { lab: '1', tfjs: '2', browser: '3' },
    methods: [zs],
    runs: correct.map((count, seed) => ({ seed: seed + 4, results: [result(count)] })),
    config,
    columns,
    backend: { backend: 'wasm', adapter: 'SIMD', isFallbackAdapter: false, threads: 1 },
    loaded: {
      dataset: {
        id: 'iconshift',
        label: 'IconShift',
        version: '1.0',
        licence: 'various',
        classNames: ['cat', 'dog'],
        splits: [
          { id: 'val', label: 'Validation', role: 'val', count: 2 },
          { id: 'id', label: 'Line', role: 'id', count: 2 },
          { id: 'ood', label: 'Emoji', role: 'ood', count: 2 },
        ],
        imageSize: 48,
      },
      model: {
        id: 'iconclip',
        label: 'IconCLIP',
        version: '1',
        digest: 'd1',
        parameterCount: 1,
        activation: 'gelu',
      },
    },
  });

describe('experimentReport', () => {
  test('has one object a method, means over the seeds, fractions', () => {
    const { table, tableSd } = reportOf(1, 2);
    expect(table).toHaveLength(1);
    expect(Object.keys(table[0]!).sort()).toEqual(
      [
        'method',
        'seeds',
        'idAcc',
        'oodAcc',
        'idEce',
        'oodEce',
        'idEceTs',
        'oodEceTs',
        'temperature',
        // And those that were chosen beyond.
        'idClasswiseEce',
        'oodClasswiseEce',
        'idNllTs',
        'oodNllTs',
      ].sort(),
    );
    expect(table[0]).toMatchObject({ method: 'zs', seeds: [4, 5], idAcc: 0.75, oodAcc: 0.75 });
    expect(tableSd[0]!.idAcc).toBeCloseTo(Math.sqrt(0.125), 12);
  });

  test('has no spread for a single seed', () => expect(reportOf(2).tableSd).toEqual([]));

  test('keeps what is needed to draw the page again, through JSON', () => {
    const again = JSON.parse(JSON.stringify(reportOf(1))) as ReturnType<typeof reportOf>;
    expect(again).toMatchObject({ version: 1, backend: 'wasm', adapter: 'SIMD', seeds: [4] });
    expect(again.config).not.toHaveProperty('seed');
    const split = again.runs[0]!.results[0]!.splits[1]!;
    expect(split.raw.bins).toHaveLength(15);
    expect(split.raw.accuracyInterval).toHaveLength(2);
  });
});

describe('experimentTable', () => {
  const text = experimentTable(reportOf(1, 2));

  test('prints the run, its counts and the rows', () => {
    expect(text).toContain(
      `IconCLIP on IconShift 1.0, ${config.steps} steps of ${config.batchSize} images of distinct classes, seeds 4, 5, wasm`,
    );
    expect(text).toContain('Images per split: Validation (val) 2, Line (id) 2, Emoji (ood) 2.');
    expect(text).toMatch(/Zero-shot +0\.750 ± 0\.354/);
  });

  test("puts the paper's rows under a heading that says whose they are", () => {
    const [, quoted] = text.split("The paper's own numbers");
    expect(quoted).toContain('(ImageNet and its shifts, CLIP ViT-B/16)');
    expect(quoted).toMatch(/Zero-shot +0\.683 +0\.584 +0\.057 +0\.084 +0\.056 +0\.075$/);
  });

  test('prints the chosen columns, and those that the paper has of them', () => {
    const [own, quoted] = experimentTable(reportOf(1), columns).split("The paper's own numbers");
    expect(own).toMatch(
      /method +ID ECE TS +OOD ECE TS +ID Classwise ECE +OOD Classwise ECE +ID NLL TS, nats +OOD NLL TS, nats +T\n/,
    );
    const { idClasswiseEce } = reportOf(1).table[0] as unknown as Record<string, number>;
    expect(own).toContain(`  ${idClasswiseEce!.toFixed(3)}`);
    expect(quoted).toMatch(/method +ID ECE TS +OOD ECE TS\nZero-shot +0\.056 +0\.075$/);
  });
});
