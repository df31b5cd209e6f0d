import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLabStore } from '../../../src/store/index.ts';
import type { EnginePort } from '../../../src/store/kit/ports.ts';
import type { LabStore } from '../../../src/store/labState.ts';
import { chosenCorruption, ladderPoints } from '../../../src/store/results/corruptionRungs.ts';
import { liveHistory, ownResult } from '../../../src/store/results/shown.ts';
import { answeringEngine } from '../../gallery/answeringEngine.ts';
import { fakeDeps } from '../../gallery/fakeDeps.ts';
import { fakeConfig, fakeRace } from '../../gallery/fakeRace.ts';
import { catalogue } from '../../gallery/fixtures.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

const step = 19;
const run = { runId: 'run-1', at: 0 } as const;

async function pausedStore() {
  let store: LabStore | null = null;
  const engine = answeringEngine((events) => store?.getState().applyEvents(events), {
    step,
    totalSteps: 152,
    ms: 20,
  });
  const evaluate = vi.fn<EnginePort['evaluate']>(engine.evaluate);
  store = createLabStore(fakeDeps({ evaluate }));
  await store.getState().boot();
  const config = fakeConfig(store.getState().setup);
  store.getState().applyEvents(fakeRace(config, step, true));
  store.getState().applyEvents([{ type: 'run.phase', ...run, phase: 'paused' }]);
  await vi.advanceTimersByTimeAsync(20);
  return { store, evaluate };
}

const lanes = ['zs', 'ft', 'flyp', 'carot'];

test('moving to a severity evaluates that severity alone, for every lane, once', async () => {
  const { store, evaluate } = await pausedStore();
  for (const severity of [1, 2, 3]) store.getState().setCorruption({ severity });
  await vi.advanceTimersByTimeAsync(140);
  expect(evaluate).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(400);
  const shift = { shiftId: 'noise', severity: 3 };
  expect(evaluate.mock.calls).toEqual(lanes.map((id) => [id, 'live', { shift, runId: 'run-1' }]));
  store.getState().setCorruption({ severity: 0 });
  store.getState().setCorruption({ severity: 3 });
  await vi.advanceTimersByTimeAsync(600);
  expect(evaluate).toHaveBeenCalledTimes(lanes.length);
  expect(store.getState().climbing).toBeNull();
});

test('climbing evaluates what is missing with progress, and can be stopped', async () => {
  const { store, evaluate } = await pausedStore();
  store.getState().setCorruption({ severity: 3 });
  await vi.advanceTimersByTimeAsync(400);
  const climb = store.getState().climb();
  expect(store.getState().climbing).toEqual({ done: 0, total: 16 });
  await vi.advanceTimersByTimeAsync(50);
  store.getState().stopClimbing();
  await vi.advanceTimersByTimeAsync(50);
  await climb;
  expect(store.getState().climbing).toBeNull();
  expect(evaluate.mock.calls.length).toBeLessThan(4 + 16);
  const rest = store.getState().climb();
  await vi.advanceTimersByTimeAsync(1000);
  await rest;
  expect(evaluate).toHaveBeenCalledTimes(4 + 16);
  expect(
    store
      .getState()
      .corrupted.ft?.map(({ severity }) => severity)
      .sort(),
  ).toEqual([1, 2, 3, 4, 5]);
});

test('a race that runs is not disturbed', async () => {
  const { store, evaluate } = await pausedStore();
  store.getState().applyEvents([{ type: 'run.phase', ...run, phase: 'running' }]);
  await store.getState().climb();
  store.getState().setCorruption({ severity: 2 });
  await vi.advanceTimersByTimeAsync(500);
  expect(evaluate).not.toHaveBeenCalled();
});

test('corrupted logits change no table, no curve and no diagram', async () => {
  const { store } = await pausedStore();
  const { evaluations } = store.getState();
  const history = liveHistory(store.getState(), 'ft');
  store.getState().setCorruption({ severity: 5 });
  await vi.advanceTimersByTimeAsync(500);
  expect(store.getState().corrupted.ft).toHaveLength(1);
  expect(store.getState().evaluations).toBe(evaluations);
  expect(liveHistory(store.getState(), 'ft')).toEqual(history);
});

test('the ladder starts at the live evaluation and takes T* from clean validation', async () => {
  const { store } = await pausedStore();
  void store.getState().climb();
  await vi.advanceTimersByTimeAsync(2000);
  const points = () => ladderPoints(store.getState(), 'ft');
  expect(points().map(({ severity }) => severity)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(points().every((point) => point.step === step)).toBe(true);
  const clean = liveHistory(store.getState(), 'ft').at(-1)!;
  store.getState().setTemperature('own');
  expect(points().every(({ summary }) => summary.temperature === clean.temperature)).toBe(true);
  store.getState().setTemperature(2);
  expect(points().every(({ summary }) => summary.temperature === 2)).toBe(true);
  store.getState().setTemperature(1);
  store.getState().setBins(7, 'mass');
  expect(points().every(({ summary }) => summary.binCount === 7)).toBe(true);
});

test('an engine without corruptions offers none, and a new run has no rungs', async () => {
  const { store } = await pausedStore();
  void store.getState().climb();
  await vi.advanceTimersByTimeAsync(2000);
  const reset = store.getState().reset();
  await vi.advanceTimersByTimeAsync(4000);
  await reset;
  expect(store.getState().corrupted).toEqual({});
  const { engine, corruption } = store.getState();
  const none = { ...engine, catalogue: { ...catalogue, corruptions: [] } };
  expect(chosenCorruption({ engine: none, corruption })).toBeNull();
});

test('a rung keeps the T* of its own step while the clock is rewound', async () => {
  const { store } = await pausedStore();
  const clean = liveHistory(store.getState(), 'ft').at(-1)!;
  store.getState().scrubTo(0);
  await vi.advanceTimersByTimeAsync(400);
  expect(ownResult(store.getState(), 'ft')).toMatchObject({ step: 0 });
  expect(ownResult(store.getState(), 'ft')!.temperature).not.toBe(clean.temperature);
  store.getState().setCorruption({ severity: 3 });
  await vi.advanceTimersByTimeAsync(800);
  store.getState().setTemperature('own');
  const rung = ladderPoints(store.getState(), 'ft').find(({ severity }) => severity === 3);
  expect(rung).toMatchObject({ step, summary: { temperature: clean.temperature } });
});
