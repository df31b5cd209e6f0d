import { makeRunConfig } from '../../../src/protocol/runConfig.ts';
import type { EvaluationPayload, RunRecord } from '../../../src/results/runRecord.ts';
import { backend, catalogue, fakeResult, loaded } from '../../gallery/fixtures.ts';

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
    config: makeRunConfig(catalogue.methods),
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
