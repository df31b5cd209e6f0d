import { expect, test } from 'vitest';
import type { EvaluationEvent } from '../../../src/protocol/events.ts';
import { previewRunId } from '../../../src/protocol/events.ts';
import { createLabStore } from '../../../src/store/index.ts';
import { expectedCost, raceCost } from '../../../src/store/run/raceCost.ts';
import { fakeDeps } from '../../gallery/fakeDeps.ts';
import { fakeRecord } from '../../gallery/fakeRuns.ts';

const measured = (splitId: string, n: number, evalMs: number): EvaluationEvent => ({
  type: 'evaluation',
  runId: previewRunId,
  at: 1,
  methodId: 'zs',
  step: 0,
  scope: 'live',
  splitId,
  logits: new Float32Array(2 * n),
  labels: new Int32Array(n),
  indices: new Int32Array(n),
  classCount: 2,
  evalMs,
});

test('a race costs its steps and its evaluations, by what one image takes', () => {
  const config = {
    ...fakeRecord().config,
    steps: 100,
    batchSize: 10,
    lanes: [
      { methodId: 'zs', params: {} },
      { methodId: 'ft', params: {} },
    ],
    views: [],
    evaluation: { everySteps: 50, liveLimit: 20, finalLimit: 0 },
  };
  // 100 steps of 10 images, 3.5 times; at steps 0, 50 and 100 the first 20 of two sets; last, all of both.
  const images = 100 * 10 * 3.5 + 3 * (20 + 20) + 2 * (40 + 60);
  expect(raceCost(config, [40, 60], 1, 2)).toBe(2 * images);
});

test('is known once a set was evaluated: by the newest alone, since the first warms up', async () => {
  const store = createLabStore(fakeDeps());
  await store.getState().boot();
  expect(expectedCost(store.getState())).toBeNull();
  store.getState().applyEvents([measured('val', 10, 5000), measured('id', 10, 5100)]);
  expect(store.getState().pace.imageMs).toBe(10);
  const { ms, cheaper } = expectedCost(store.getState())!;
  expect(ms).toBeGreaterThan(0);
  expect(cheaper!.steps).toBeLessThan(store.getState().setup.steps);
  expect(cheaper!.ms).toBeLessThan(ms);
  store.getState().takePreset(cheaper!.presetId);
  expect(expectedCost(store.getState())).toMatchObject({ ms: cheaper!.ms, cheaper: null });
});
