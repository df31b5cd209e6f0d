import { describe, expect, test } from 'vitest';
import type { EvaluationEvent, LabEvent, SplitInfo } from '../../../src/protocol/events.ts';
import { LabError } from '../../../src/protocol/labError.ts';
import { defaultRunConfig, type RunConfig } from '../../../src/protocol/runConfig.ts';
import { raceOnce } from '../../../src/study/raceOnce.ts';

const splits: SplitInfo[] = [
  { id: 'train', label: 'train', role: 'train', count: 9 },
  { id: 'val', label: 'validation', role: 'val', count: 2 },
  { id: 'test', label: 'test', role: 'id', count: 2 },
  { id: 'emoji', label: 'emoji', role: 'ood', count: 2 },
];
const config: RunConfig = {
  ...defaultRunConfig,
  modelId: 'iconclip',
  datasetId: 'iconshift',
  lanes: [
    { methodId: 'zs', params: {} },
    { methodId: 'ft', params: {} },
  ],
  views: [{ methodId: 'wise-ft', alpha: 0.5 }],
};

/** Two images, of which the second is wrong: accuracy 1/2. */
const evaluation = (
  methodId: string,
  splitId: string,
  rest: Partial<EvaluationEvent> = {},
): LabEvent => ({
  type: 'evaluation',
  at: 0,
  runId: 'r',
  methodId,
  step: 1,
  splitId,
  scope: 'full',
  logits: new Float32Array([2, 0, 1, 0]),
  labels: new Int32Array([0, 1]),
  indices: new Int32Array([0, 1]),
  classCount: 2,
  evalMs: 1,
  ...rest,
});

function evaluated(methodId: string, alpha?: number): LabEvent[] {
  const mix = alpha === undefined ? {} : { alpha };
  return [
    ...['val', 'test', 'emoji'].map((splitId) => evaluation(methodId, splitId, mix)),
    { type: 'evaluation.done', at: 0, runId: 'r', methodId, step: 1, scope: 'full', ...mix },
  ];
}
const phase = (name: 'finished' | 'stopped'): LabEvent => ({
  type: 'run.phase',
  at: 0,
  runId: 'r',
  phase: name,
});

/** An engine that plays these events once it is started. */
function playing(events: readonly LabEvent[]) {
  const listeners = new Set<(event: LabEvent) => void>();
  return {
    listeners,
    start: async () => {
      for (const event of events) for (const listener of listeners) listener(event);
      return 'r';
    },
    subscribe: (listener: (event: LabEvent) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
const race = (events: readonly LabEvent[]) =>
  raceOnce(playing(events), config, { splits }, () => {});

describe('raceOnce', () => {
  test('summarises every lane and view in the order of the config', async () => {
    const results = await race([
      ...evaluated('ft'),
      ...evaluated('wise-ft', 0.5),
      ...evaluated('zs'),
      phase('finished'),
    ]);
    expect(results.map((r) => r.methodId)).toEqual(['zs', 'ft', 'wise-ft']);
    expect(results[2]!.alpha).toBe(0.5);
    for (const { row, splits: parts } of results) {
      expect(row.idAcc).toBe(0.5);
      expect(row.oodAcc).toBe(0.5);
      expect(parts.map((part) => part.role)).toEqual(['val', 'id', 'ood']);
      expect(parts.every((part) => part.raw.n === 2 && part.raw.bins.length === 15)).toBe(true);
    }
  });

  test('measures what is asked for beyond what every summary has', async () => {
    const one = { ...config, lanes: [config.lanes[0]!], views: [] };
    const engine = playing([...evaluated('zs'), phase('finished')]);
    const [result] = await raceOnce(engine, one, { splits, metrics: ['mce'] }, () => {});
    for (const { raw } of result!.splits) expect(raw.metrics).toEqual({ mce: expect.any(Number) });
  });

  test('leaves live evaluations out', async () => {
    const results = await race([
      evaluation('zs', 'val', { scope: 'live' }),
      ...['zs', 'ft'].flatMap((id) => evaluated(id)),
      ...evaluated('wise-ft', 0.5),
      phase('finished'),
    ]);
    expect(results[0]!.splits).toHaveLength(3);
  });

  test('refuses to pass a part off as the whole', () =>
    expect(race([...evaluated('zs'), ...evaluated('ft'), phase('finished')])).rejects.toThrow(
      'The run ended without a full evaluation of wise-ft.',
    ));

  test.each<[string, LabEvent]>([
    [
      'run.failed',
      { type: 'run.failed', at: 0, runId: 'r', code: 'c', message: 'm', hint: 'h', step: 3 },
    ],
    ['engine.failed', { type: 'engine.failed', code: 'c', message: 'm', hint: 'h' }],
  ])('fails with the code and hint of %s', async (_, failure) => {
    const error = await race([...evaluated('zs'), failure]).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(LabError);
    expect(error).toMatchObject({ code: 'c', message: 'm', hint: 'h' });
  });

  test('fails when the run is stopped', () =>
    expect(race([phase('stopped')])).rejects.toThrow('stopped before its end'));

  test('fails when the start is refused, and listens no more', async () => {
    const engine = { ...playing([]), start: () => Promise.reject(new Error('batch too large')) };
    await expect(raceOnce(engine, config, { splits }, () => {})).rejects.toThrow('batch too large');
    expect(engine.listeners.size).toBe(0);
  });
});
