import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LabEvent } from '../../../src/protocol/events.ts';
import { createLabStore } from '../../../src/store/index.ts';
import type { EnginePort } from '../../../src/store/kit/ports.ts';
import type { LabStore } from '../../../src/store/labState.ts';
import { isStaleAlpha } from '../../../src/store/results/selectors.ts';
import { alphaTrail, ownResult } from '../../../src/store/results/shown.ts';
import { validatedAlphas } from '../../../src/store/results/validatedAlpha.ts';
import { fakeDeps } from '../../gallery/fakeDeps.ts';
import { fakeConfig, fakeRace } from '../../gallery/fakeRace.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const evalMs = 50;
const run = { runId: 'run-1', at: 0 } as const;

/** A finished (or paused) race with both views, and an engine whose evaluations take 50 ms. */
async function restingStore(phase: 'finished' | 'paused' = 'finished') {
  let store: LabStore | null = null;
  const step = phase === 'finished' ? 152 : 19;
  const evaluate = vi.fn<EnginePort['evaluate']>(async (methodId, scope, how = {}) => {
    await new Promise((resolve) => setTimeout(resolve, evalMs));
    const done = { ...run, methodId, step, scope, alpha: how.alpha };
    store?.getState().applyEvents([{ type: 'evaluation.done', ...done } satisfies LabEvent]);
  });
  store = createLabStore(fakeDeps({ evaluate }));
  await store.getState().boot();
  store.getState().include('ft-ls', true);
  const config = fakeConfig(store.getState().setup);
  expect(config.views.map(({ methodId }) => methodId)).toEqual(['wise-ft', 'wise-ft-ls']);
  store.getState().applyEvents(fakeRace(config, step));
  if (phase === 'paused') store.getState().applyEvents([{ type: 'run.phase', ...run, phase }]);
  await vi.advanceTimersByTimeAsync(10);
  return { store, evaluate };
}

const alphas = (store: LabStore, view = 'wise-ft') =>
  alphaTrail(store.getState(), view).map(({ alpha }) => alpha);
const eleven = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

test('after a race all ticks of every view are worked out in idle time, one at a time', async () => {
  const { store, evaluate } = await restingStore();
  expect(evaluate).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(830);
  expect(evaluate).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(3000);
  expect(alphas(store)).toEqual(eleven);
  expect(alphas(store, 'wise-ft-ls')).toEqual(eleven);
  // 0 and 1 are the pretrained and the fine-tuned model, evaluated already.
  expect(evaluate).toHaveBeenCalledTimes(2 * 9);
  expect(evaluate.mock.calls.every(([, scope]) => scope === 'live')).toBe(true);
  const ends = store.getState().evaluations['wise-ft']?.filter(({ scope }) => scope === 'live');
  expect(ends?.find(({ alpha }) => alpha === 0)?.key).toBe('run-1/zs/0/live/own');
  expect(ends?.find(({ alpha }) => alpha === 1)?.key).toBe('run-1/ft/152/live/own');
  for (const { alpha, result } of alphaTrail(store.getState(), 'wise-ft')) {
    expect(result).toMatchObject({ methodId: 'wise-ft', step: 152, alpha });
  }
});

test('whatever the person does puts idle work off, and it goes on later', async () => {
  const { store, evaluate } = await restingStore();
  await vi.advanceTimersByTimeAsync(790 + 2 * evalMs);
  const before = evaluate.mock.calls.length;
  expect(before).toBeGreaterThan(0);
  store.getState().setTemperature(2);
  await vi.advanceTimersByTimeAsync(700);
  expect(evaluate).toHaveBeenCalledTimes(before);
  await vi.advanceTimersByTimeAsync(3000);
  expect(alphas(store)).toEqual(eleven);
});

test('a race that runs, and one that is paused, are left in peace; on demand the ticks come', async () => {
  const { store, evaluate } = await restingStore('paused');
  await vi.advanceTimersByTimeAsync(5000);
  expect(evaluate).not.toHaveBeenCalled();
  const filled = store.getState().fillTrail();
  expect(store.getState().fillingTrail).toBe(true);
  await vi.advanceTimersByTimeAsync(5000);
  await filled;
  expect(alphas(store)).toEqual(eleven);
  expect(store.getState().fillingTrail).toBe(false);
});

test('resuming ends a fill on demand', async () => {
  const { store, evaluate } = await restingStore('paused');
  void store.getState().fillTrail();
  await vi.advanceTimersByTimeAsync(2.5 * evalMs);
  store.getState().applyEvents([{ type: 'run.phase', ...run, phase: 'running' }]);
  const before = evaluate.mock.calls.length;
  await vi.advanceTimersByTimeAsync(5000);
  expect(evaluate.mock.calls.length).toBe(before);
});

test('between ticks the nearest is shown as approximate, the exact one lands after a rest', async () => {
  const { store, evaluate } = await restingStore();
  await vi.advanceTimersByTimeAsync(4000);
  evaluate.mockClear();
  store.getState().setAlpha(0.33);
  await vi.advanceTimersByTimeAsync(20);
  const shown = () => ownResult(store.getState(), 'wise-ft');
  expect(shown()?.alpha).toBe(0.3);
  expect(isStaleAlpha(shown(), store.getState().knobs)).toBe(true);
  await vi.advanceTimersByTimeAsync(150);
  expect(evaluate.mock.calls[0]).toEqual(['wise-ft', 'live', { alpha: 0.33, runId: 'run-1' }]);
  await vi.advanceTimersByTimeAsync(200);
  expect(shown()?.alpha).toBe(0.33);
  expect(ownResult(store.getState(), 'wise-ft-ls')?.alpha).toBe(0.33);
  expect(isStaleAlpha(shown(), store.getState().knobs)).toBe(false);
});

test('at a tick nothing needs to be evaluated', async () => {
  const { store, evaluate } = await restingStore();
  await vi.advanceTimersByTimeAsync(4000);
  evaluate.mockClear();
  for (const alpha of [0, 0.4, 1]) {
    store.getState().setAlpha(alpha);
    await vi.advanceTimersByTimeAsync(400);
    expect(ownResult(store.getState(), 'wise-ft')).toMatchObject({ methodId: 'wise-ft', alpha });
  }
  expect(evaluate).not.toHaveBeenCalled();
});

test('other bins are read again, and a new run starts without a trail', async () => {
  const { store } = await restingStore();
  await vi.advanceTimersByTimeAsync(4000);
  store.getState().setBins(10, 'width');
  await vi.advanceTimersByTimeAsync(400);
  const counts = alphaTrail(store.getState(), 'wise-ft').map(
    ({ result }) => result.splits[0]?.raw.binCount,
  );
  expect(new Set(counts)).toEqual(new Set([10]));
  await store.getState().reset();
  expect(alphas(store)).toEqual([]);
});

test('says how long an evaluation took', async () => {
  const { store } = await restingStore();
  const event = {
    type: 'evaluation',
    ...run,
    methodId: 'wise-ft',
    step: 152,
    splitId: 'id',
    scope: 'live',
    alpha: 0.2,
    logits: new Float32Array(103),
    labels: new Int32Array(1),
    indices: new Int32Array(1),
    classCount: 103,
    evalMs: 412,
  } as const;
  store.getState().applyEvents([event]);
  expect(store.getState().alphaMs).toEqual({ 'wise-ft': 412 });
});

test('beside final evaluations a new mix gets a final one too, once the slider rests', async () => {
  const { store, evaluate } = await restingStore();
  await vi.advanceTimersByTimeAsync(5000);
  evaluate.mockClear();
  store.getState().setAlpha(0.3);
  store.getState().setAlpha(0.35);
  await vi.advanceTimersByTimeAsync(1000);
  const scopes = () => evaluate.mock.calls.map(([id, scope, how]) => [id, scope, how?.alpha]);
  expect(scopes()).toEqual([
    ['wise-ft', 'live', 0.35],
    ['wise-ft-ls', 'live', 0.35],
  ]);
  await vi.advanceTimersByTimeAsync(3000);
  expect(scopes().slice(2)).toEqual([
    ['wise-ft', 'full', 0.35],
    ['wise-ft-ls', 'full', 0.35],
  ]);
  expect(ownResult(store.getState(), 'wise-ft')).toMatchObject({ alpha: 0.35 });
});

test('validation chooses a mix once all ticks of the view are known, and not before', async () => {
  const { store } = await restingStore();
  const known = () => [alphas(store).length, alphas(store, 'wise-ft-ls').length];
  for (let wait = 0; wait < 100 && Math.min(...known()) < 11; wait++) {
    const views = validatedAlphas(store.getState()).map(({ viewId }) => viewId);
    expect(views).toEqual(['wise-ft', 'wise-ft-ls'].filter((_, i) => known()[i] === 11));
    await vi.advanceTimersByTimeAsync(50);
  }
  expect(known()).toEqual([11, 11]);
  const chosen = validatedAlphas(store.getState());
  expect(chosen.map(({ viewId }) => viewId)).toEqual(['wise-ft', 'wise-ft-ls']);
  expect(chosen.every(({ of }) => of === eleven.length)).toBe(true);
  for (const { viewId, alpha, n } of chosen) {
    const said = alphaTrail(store.getState(), viewId).map(({ alpha: at, result }) => {
      const { accuracy, nll } = result.splits.find(({ role }) => role === 'val')!.raw;
      return { at, accuracy, nll };
    });
    const best = Math.max(...said.map(({ accuracy }) => accuracy));
    const near = said.filter(
      ({ accuracy }) => accuracy >= best - Math.sqrt((best * (1 - best)) / n),
    );
    const least = Math.min(...near.map(({ nll }) => nll));
    expect(near.find(({ nll }) => nll === least)?.at).toBe(alpha);
  }
  store.getState().scrubTo(19);
  expect(validatedAlphas(store.getState())).toEqual([]);
});
