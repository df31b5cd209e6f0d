import { makeRunConfig } from '../../src/protocol/runConfig.ts';
import type { EvaluationPayload, RunRecord } from '../../src/results/runRecord.ts';
import { fakeLength } from './fakeRace.ts';
import { backend, catalogue, fakeResult, loaded } from './fixtures.ts';

export function fakeRecord(change: Partial<RunRecord> = {}): RunRecord {
  const { classNames, id, label, version } = loaded.dataset;
  return {
    version: 1,
    id: 'run-a',
    name: 'FT, 152 steps',
    notes: '',
    savedAt: 1_700_000_000_000,
    phase: 'finished',
    step: 152,
    config: fakeLength(makeRunConfig(catalogue.methods, catalogue)),
    backend,
    lab: '0.1.0',
    dataset: { id, label, version, classNames },
    model: { id: 'iconclip', label: 'IconCLIP' },
    results: [
      fakeResult({
        methodId: 'ft',
        step: 152,
        progress: 1,
        scope: 'full',
        temperature: 0,
        binCount: 15,
      }),
    ],
    bookmarks: [{ step: 57, note: 'here' }],
    payloads: [],
    ...change,
  };
}

export const fakeEvaluation = (step = 152): EvaluationPayload => ({
  kind: 'evaluation',
  methodId: 'ft',
  step,
  scope: 'full',
  splits: [
    {
      splitId: 'id',
      role: 'id',
      logits: Float32Array.of(2, 0, 0, 2, 1, 0),
      labels: Int32Array.of(0, 1, 1),
      indices: Int32Array.of(0, 1, 2),
      classCount: 2,
    },
  ],
});

/** Three kept runs: the preset, the same with another seed, and one with another learning rate. */
export function fakeRuns(): RunRecord[] {
  const results = (progress: number) =>
    ['zs', 'ft', 'wise-ft', 'flyp', 'carot'].map((methodId) =>
      fakeResult({
        methodId,
        step: 152,
        progress,
        scope: 'full',
        alpha: methodId === 'wise-ft' ? 0.5 : undefined,
        temperature: 0,
        binCount: 15,
      }),
    );
  const config = fakeLength(
    makeRunConfig(
      catalogue.methods.filter(({ id }) => !id.includes('-')),
      catalogue,
    ),
  );
  const slower = { ...config.optimizer, learningRate: 2e-4 };
  const name = 'FT · FLYP · CaRot, 152 steps';
  const start = Date.UTC(2026, 4, 12, 9, 30);
  return [
    fakeRecord({ id: 'run-c', name, config, results: results(1), savedAt: start }),
    fakeRecord({
      id: 'run-d',
      name,
      config: { ...config, seed: 7 },
      results: results(0.9),
      savedAt: start + 9e5,
    }),
    fakeRecord({
      id: 'run-e',
      name: 'Half the learning rate',
      notes: 'ECE falls, accuracy too. Try more steps.',
      phase: 'stopped',
      step: 114,
      config: { ...config, seed: 7, optimizer: slower },
      results: results(0.7),
      savedAt: start + 36e5,
    }),
  ];
}
