import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseArguments } from '../../../cli/parseArguments.ts';
import { planRace } from '../../../cli/planRace.ts';
import { UsageError } from '../../../cli/usageError.ts';
import type { Catalogue, MethodInfo, MethodKind } from '../../../src/protocol/catalogue.ts';
import { ConfigError } from '../../../src/protocol/validateRunConfig.ts';
import { twoOfEach } from '../../support/twoOfEach.ts';

const paper = { idAcc: 1, oodAcc: 1, idEce: 0, oodEce: 0, idEceTs: 0, oodEceTs: 0 };
const method = (id: string, kind: MethodKind, rest: Partial<MethodInfo> = {}): MethodInfo => ({
  id,
  label: id.toUpperCase(),
  kind,
  summary: '',
  source: '',
  params: {},
  style: { hue: 0, marker: 'circle', open: false, dashed: false },
  inDefaultRace: false,
  ...rest,
});
const catalogue: Catalogue = {
  methods: [
    method('zs', 'reference', { paper }),
    method('ft', 'trained', { paper }),
    method('wise-ft', 'interpolation', { base: 'ft', paper }),
    method('l2-sp', 'trained'),
  ],
  datasets: [{ id: 'iconshift', label: '', summary: '', classCount: 97, imageSize: 48, path: '' }],
  corruptions: [],
  models: [{ id: 'iconclip', label: '', summary: '', imageSize: 48, path: '' }],
};
const plan = (...argv: string[]) => planRace(parseArguments(argv), catalogue);

describe('planRace', () => {
  test("races the rows of the paper's table by default", () =>
    expect(plan().methods.map((m) => m.id)).toEqual(['zs', 'ft', 'wise-ft']));

  test('makes one config a seed, evaluated at the end only', () => {
    const { configs } = plan('--seeds', '3,5', '--steps', '2', '--batch', '16');
    expect(configs.map((c) => [c.seed, c.steps, c.batchSize])).toEqual([
      [3, 2, 16],
      [5, 2, 16],
    ]);
    expect(configs[0]!.evaluation).toMatchObject({ everySteps: 0, finalLimit: 0 });
    expect(configs[0]!.lanes.map((lane) => lane.methodId)).toEqual(['zs', 'ft']);
    expect(configs[0]!.views).toEqual([{ methodId: 'wise-ft', alpha: 0.5 }]);
  });

  test('brings in the method whose weights a view mixes', () => {
    const { methods, added } = plan('--methods', 'wise-ft,zs');
    expect(methods.map((m) => m.id)).toEqual(['zs', 'ft', 'wise-ft']);
    expect(added.map((m) => m.id)).toEqual(['ft']);
  });

  test('names the known methods when one is unknown', () => {
    expect(() => plan('--methods', 'zs,carrot')).toThrow(UsageError);
    expect(() => plan('--methods', 'zs,carrot')).toThrow(
      'There is no method "carrot"; the methods are zs, ft, wise-ft (a view on ft), l2-sp.',
    );
  });

  test('takes the default model and dataset, or those that are named', () => {
    const of = (...argv: string[]) => {
      const { modelId, datasetId, batchSize } = planRace(parseArguments(argv), twoOfEach)
        .configs[0]!;
      return [modelId, datasetId, batchSize];
    };
    expect(of()).toEqual(['iconclip', 'iconshift', 96]);
    expect(of('--dataset', 'toys')).toEqual(['iconclip', 'toys', 12]);
    expect(of('--dataset', 'toys', '--model', 'second-model')).toEqual([
      'second-model',
      'toys',
      12,
    ]);
    expect(of('--dataset', 'dots', '--batch', '4')).toEqual(['small-model', 'dots', 4]);
    expect(of('--model', 'small-model')).toEqual(['small-model', 'dots', 12]);
    expect(() => of('--dataset', 'cifar')).toThrow(
      'There is no dataset "cifar"; the datasets are iconshift, toys, dots, vast.',
    );
    expect(() => of('--dataset', 'dots', '--model', 'iconclip')).toThrow(
      'IconCLIP takes images of 48 px, Dots has 16 px.',
    );
    expect(() => of('--dataset', 'vast')).toThrow('Vast has 224 px.');
  });

  test('changes any setting by its name', () => {
    const [config] = plan('--set', 'weightDecay=0.2', '--lr', '1e-3', '--every', '10').configs;
    expect(config!.optimizer).toMatchObject({ weightDecay: 0.2, learningRate: 1e-3 });
    expect(config!.evaluation.everySteps).toBe(10);
    expect(() => plan('--set', 'colour=1')).toThrow(
      'This race has no setting "colour"; it has lr,',
    );
    expect(() => plan('--set', 'weightDecay=-1')).toThrow('Weight decay must be a number from 0');
  });

  test('takes everything from a file of settings that no flag changes', () => {
    const folder = mkdtempSync(join(tmpdir(), 'settings-'));
    const path = join(folder, 'experiment.json');
    const given = plan('--methods', 'zs,l2-sp', '--set', 'weightDecay=0.3').configs[0]!;
    writeFileSync(path, JSON.stringify({ ...given, steps: 77 }));
    const [config] = plan('--config', path, '--seeds', '5', '--batch', '8').configs;
    expect(config).toMatchObject({ steps: 77, batchSize: 8, seed: 5 });
    expect(config!.optimizer.weightDecay).toBe(0.3);
    expect(config!.lanes.map(({ methodId }) => methodId)).toEqual(['zs', 'l2-sp']);
    expect(plan('--config', path, '--methods', 'ft').configs[0]!.lanes).toHaveLength(1);
    expect(() => plan('--config', join(folder, 'none.json'))).toThrow(UsageError);
    writeFileSync(path, '{"version":1}');
    expect(() => plan('--config', path)).toThrow('The settings cannot be read: modelId must be');
    rmSync(folder, { recursive: true });
  });

  test('passes on what the engine would refuse', () => {
    const lame = { ...catalogue, models: [] };
    expect(() => planRace(parseArguments([]), lame)).toThrow(ConfigError);
  });
});
