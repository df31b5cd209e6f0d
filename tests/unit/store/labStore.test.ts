import { expect, test, vi } from 'vitest';
import { LabError } from '../../../src/protocol/labError.ts';
import { createLabStore } from '../../../src/store/index.ts';
import type { EnginePort } from '../../../src/store/kit/ports.ts';
import { liveHistory, ownResult, shownSummaries } from '../../../src/store/results/shown.ts';
import { raceStep, setupChanged } from '../../../src/store/run/selectors.ts';
import { setupProblems } from '../../../src/store/run/setupSlice.ts';
import { fakeDeps } from '../../gallery/fakeDeps.ts';
import { fakeConfig, fakeRace } from '../../gallery/fakeRace.ts';
import { catalogue, loaded } from '../../gallery/fixtures.ts';

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

async function bootedStore(engine: Partial<EnginePort> = {}) {
  const deps = fakeDeps(engine);
  const store = createLabStore(deps);
  await store.getState().boot();
  const config = fakeConfig(store.getState().setup);
  return { store, deps, config };
}

test('boots to ready with the default race ticked', async () => {
  const { store, config } = await bootedStore();
  expect(store.getState().engine.phase).toBe('ready');
  expect(config.lanes.map(({ methodId }) => methodId)).toEqual(['zs', 'ft', 'flyp', 'carot']);
  expect(config.views).toEqual([{ methodId: 'wise-ft', alpha: 0.5 }]);
});

test('a failed load is kept as message and hint, and retry starts over', async () => {
  const load = vi
    .fn<EnginePort['load']>()
    .mockRejectedValueOnce(new LabError('offline', 'The connection was lost.', 'Try again.'))
    .mockResolvedValue(loaded);
  const restart = vi.fn();
  const { store } = await bootedStore({ load, restart });
  expect(store.getState().engine).toMatchObject({
    phase: 'failed',
    error: { code: 'offline', message: 'The connection was lost.', hint: 'Try again.' },
  });
  await store.getState().retry();
  expect(restart).toHaveBeenCalledOnce();
  expect(store.getState().engine).toMatchObject({ phase: 'ready', error: null });
});

test('what is worth knowing of a file is shown once, until it is dismissed', async () => {
  const { store } = await bootedStore();
  const notes = ['a.safetensors: one tensor has no place.'];
  store.getState().applyEvents([{ type: 'notes', notes }]);
  store.getState().applyEvents([{ type: 'notes', notes: [...notes, 'b'] }]);
  expect(store.getState().engine.notes).toEqual([...notes, 'b']);
  expect(store.getState().engine.phase).toBe('ready');
  store.getState().dismissNotes();
  expect(store.getState().engine.notes).toEqual([]);
});

test('folds steps into logs, lanes and one clock', async () => {
  const { store, config } = await bootedStore();
  store.getState().applyEvents(fakeRace(config, 40));
  const { run } = store.getState();
  expect(run && raceStep(run)).toBe(40);
  expect(Object.keys(run?.lanes ?? {})).toEqual(['ft', 'flyp', 'carot']);
  const log = run?.log.get('carot');
  expect(log?.steps).toHaveLength(40);
  const { contrastive, distillation } = log!.parts;
  log!.scalars.loss!.forEach((loss, i) => {
    expect(contrastive![i]! + distillation![i]!).toBeCloseTo(loss, 9);
  });
});

test('keeps results of every method, and the full evaluation over the live one', async () => {
  const { store, config } = await bootedStore();
  store.getState().applyEvents(fakeRace(config, config.steps));
  await settle();
  const state = store.getState();
  const known = Object.keys(state.evaluations).filter((id) => ownResult(state, id));
  expect(known.sort()).toEqual(['carot', 'flyp', 'ft', 'wise-ft', 'zs']);
  expect(ownResult(state, 'ft')).toMatchObject({ scope: 'full', step: 152 });
  expect(ownResult(state, 'wise-ft')?.alpha).toBe(0.5);
  expect(liveHistory(state, 'ft').map(({ step }) => step)).toEqual([
    0, 19, 38, 57, 76, 95, 114, 133, 152,
  ]);
});

test('a failed run keeps its results; a new one clears them', async () => {
  const { store, config } = await bootedStore();
  store.getState().applyEvents(fakeRace(config, 20));
  await settle();
  const stamp = { runId: 'run-1', step: 20, methodId: 'ft' };
  store
    .getState()
    .applyEvents([
      { type: 'run.failed', at: 0, ...stamp, code: 'nan', message: 'NaN.', hint: 'Lower.' },
    ]);
  expect(store.getState().run).toMatchObject({ phase: 'failed', failure: { message: 'NaN.' } });
  expect(ownResult(store.getState(), 'ft')).toBeDefined();
  const [started] = fakeRace(config, 0);
  store.getState().applyEvents([{ ...started!, runId: 'run-2' } as typeof started & object]);
  expect(store.getState()).toMatchObject({ evaluations: {}, run: { failure: null } });
  expect(ownResult(store.getState(), 'ft')).toBeUndefined();
});

test('events of a run that was reset change nothing', async () => {
  const { store, config } = await bootedStore();
  const events = fakeRace(config, 19);
  store.getState().applyEvents(events);
  await store.getState().reset();
  store.getState().applyEvents(events.slice(1));
  await settle();
  expect(store.getState()).toMatchObject({ run: null, evaluations: {} });
});

test('alpha asks for the views only once the race rests, and only for what is missing', async () => {
  vi.useFakeTimers();
  try {
    const evaluate = vi.fn(async () => {});
    const { store, config } = await bootedStore({ evaluate });
    store.getState().applyEvents(fakeRace(config, 19));
    store.getState().setAlpha(0.7);
    await vi.advanceTimersByTimeAsync(400);
    expect(evaluate).not.toHaveBeenCalled();
    store.getState().applyEvents([{ type: 'run.phase', at: 0, runId: 'run-1', phase: 'paused' }]);
    for (const alpha of [0.75, 0.8, 0.85]) store.getState().setAlpha(alpha);
    await vi.advanceTimersByTimeAsync(400);
    expect(evaluate.mock.calls).toEqual([['wise-ft', 'live', { alpha: 0.85, runId: 'run-1' }]]);
  } finally {
    vi.useRealTimers();
  }
});

test('the temperature knob shows raw at 1, scaled at own, and asks for any other', async () => {
  const { store, config } = await bootedStore();
  store.getState().applyEvents(fakeRace(config, 19));
  await settle();
  const shown = () => shownSummaries(store.getState(), 'ft')[0];
  expect(shown()?.summary).toBe(shown()?.split.raw);
  store.getState().setTemperature('own');
  expect(shown()?.summary).toBe(shown()?.split.scaled);
  store.getState().setTemperature(2);
  await settle();
  expect(shown()?.summary).toBe(shown()?.split.scaled);
  expect(shown()?.summary.temperature).toBe(2);
});

test('a refused command is shown; one that a restart cancelled is not', async () => {
  const pause = vi
    .fn<EnginePort['pause']>()
    .mockRejectedValueOnce(new LabError('cancelled', 'Restarted.', ''))
    .mockRejectedValueOnce(new LabError('busy', 'Not now.', 'Wait.'));
  const { store } = await bootedStore({ pause });
  await store.getState().pause();
  expect(store.getState().commandError).toBeNull();
  await store.getState().pause();
  expect(store.getState().commandError).toMatchObject({ code: 'busy' });
});

test('problems of the setup are sentences', async () => {
  const { store } = await bootedStore();
  for (const { id } of catalogue.methods) store.getState().include(id, false);
  store.getState().setSettings({ steps: 0, batchSize: 1.5 });
  const config = fakeConfig(store.getState().setup);
  const problems = setupProblems(config, catalogue);
  expect(problems[0]).toBe('Tick at least one method to fine-tune.');
  expect(problems.length).toBeGreaterThanOrEqual(3);
  for (const problem of problems) expect(problem).toMatch(/\.$/);
});

test('the settings of the shown run are taken in one go', async () => {
  const { store, config } = await bootedStore();
  const lanes = config.lanes.filter(({ methodId }) => methodId !== 'flyp');
  const shown = { ...config, lanes, seed: 7, views: [{ methodId: 'wise-ft', alpha: 0.3 }] };
  store.getState().applyEvents(fakeRace(shown, 4));
  expect(setupChanged(store.getState())).toBe(true);
  store.getState().takeConfig(shown);
  expect(setupChanged(store.getState())).toBe(false);
  expect(store.getState().setup.seed).toBe(7);
  expect(store.getState().knobs.alpha).toBe(0.3);
});
