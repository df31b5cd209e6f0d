import { ownResult } from '../../../src/store/results/shown.ts';
import 'fake-indexeddb/auto';
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { databaseName } from '../../../src/client/databaseShelf.ts';
import { createRunArchive } from '../../../src/client/runArchive.ts';
import type { EvaluationEvent } from '../../../src/protocol/events.ts';
import { LabError } from '../../../src/protocol/labError.ts';
import { presetDiff, runName } from '../../../src/store/archive/runNames.ts';
import { recordedEvaluation } from '../../../src/store/archive/runParts.ts';
import { notKept } from '../../../src/store/archive/selectors.ts';
import { createLabStore } from '../../../src/store/index.ts';
import type { EnginePort } from '../../../src/store/kit/ports.ts';
import { toRunConfig } from '../../../src/store/run/setupSlice.ts';
import { fakeDeps } from '../../gallery/fakeDeps.ts';
import { fakeConfig, fakeRace } from '../../gallery/fakeRace.ts';
import { catalogue, loaded } from '../../gallery/fixtures.ts';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});
afterEach(() => vi.restoreAllMocks());

const settled = async (check: () => boolean) => {
  for (let i = 0; i < 800 && !check(); i++) await new Promise((done) => setTimeout(done, 5));
  expect(check()).toBe(true);
};
const saveWeights = async () => ({ ft: Uint8Array.of(1, 2, 3), carot: Uint8Array.of(4) });

/** A page of its own on the shared storage. */
async function openPage(engine: Partial<EnginePort> = {}) {
  const store = createLabStore({
    ...fakeDeps({ saveWeights, ...engine }),
    archive: createRunArchive(),
  });
  await store.getState().boot();
  await store.getState().loadRuns();
  return store;
}
type Page = Awaited<ReturnType<typeof openPage>>;

const evaluatedSets = loaded.dataset.splits.filter(({ role }) => role !== 'train');
const allLogits = (methodId: string, step: number) =>
  evaluatedSets.map(({ id }) => logits(methodId, step, id));

const logits = (methodId: string, step: number, splitId: string): EvaluationEvent => ({
  type: 'evaluation',
  at: 0,
  runId: 'run-1',
  methodId,
  step,
  splitId,
  scope: 'full',
  logits: Float32Array.of(step, 0, 0, 1),
  labels: Int32Array.of(0, 1),
  indices: Int32Array.of(4, 9),
  classCount: 2,
  evalMs: 1,
});

test('a page over which a newer lab opens its runs says so at once, and offers the weights as files', async () => {
  const store = await openPage({ exportWeights: async () => Uint8Array.of(7) });
  await race(store);
  expect(notKept(store.getState())).toBeNull();
  (await openDB(databaseName, 9)).close();
  expect(store.getState().runs.mode).toBe('read-only');
  expect(store.getState().commandError).toMatchObject({ code: 'storage-read-only' });
  expect(notKept(store.getState())).toMatchObject({ code: 'storage-read-only' });
  const files = await store.getState().raceWeightsFiles();
  expect(files.map(({ name }) => name)).toEqual([
    expect.stringMatching(/-ft\.safetensors$/),
    expect.stringMatching(/-flyp\.safetensors$/),
    expect.stringMatching(/-carot\.safetensors$/),
  ]);
});

async function race(store: Page, until = 152) {
  const { setup } = store.getState();
  const config = fakeConfig(setup);
  const events = fakeRace(config, until);
  const ended = events.at(-1)?.type === 'run.phase' ? events.splice(-1) : [];
  store.getState().applyEvents([...events, ...allLogits('ft', 152), ...ended]);
  return config;
}
async function keptRace(engine: Partial<EnginePort> = {}) {
  const store = await openPage(engine);
  const config = await race(store);
  await store.getState().keepRun();
  return { store, config };
}
const only = (store: Page) => store.getState().runs.entries[0]!.record!;

test('a race that ends is kept by itself, with a plain name', async () => {
  const store = await openPage();
  await race(store);
  expect(store.getState().runs.entries).toEqual([]);
  await settled(() => store.getState().runs.entries.length === 1 && !store.getState().runs.saving);
  expect(only(store)).toMatchObject({
    name: 'FT · FLYP · CaRot, 152 steps, seed 0',
    phase: 'finished',
    step: 152,
  });
  expect(only(store).results.map(({ methodId, scope }) => [methodId, scope])).toEqual([
    ['zs', 'full'],
    ['ft', 'full'],
    ['flyp', 'full'],
    ['carot', 'full'],
    ['wise-ft', 'full'],
  ]);
});

test('an evaluation that is still on its way is not kept in part', async () => {
  const { store } = await keptRace();
  const [first] = allLogits('carot', 152);
  store.getState().applyEvents([first!]);
  await store.getState().keepRun();
  const keys = () => only(store).payloads.map(({ key }) => key);
  expect(keys().some((key) => key.includes('ft'))).toBe(true);
  expect(keys().filter((key) => key.startsWith('evaluation/carot'))).toEqual([]);
  store.getState().applyEvents(allLogits('carot', 152));
  await store.getState().keepRun();
  expect(keys().filter((key) => key.startsWith('evaluation/carot'))).toHaveLength(1);
});

test('nothing is kept while steps are trained', async () => {
  const save = vi.spyOn(IDBObjectStore.prototype, 'put');
  const store = await openPage();
  await race(store, 40);
  await store.getState().keepRun();
  expect(save).not.toHaveBeenCalled();
});

test('after a reload it opens from the archive at once, and the engine takes the weights', async () => {
  const { store, config } = await keptRace();
  const first = store.getState();
  const restoreRun = vi.fn<EnginePort['restoreRun']>(async () => 'engine-9');
  const reloaded = await openPage({ restoreRun });
  await reloaded.getState().openRun('run-1');
  const state = reloaded.getState();
  expect(state.run).toMatchObject({ id: 'engine-9', phase: 'finished', hasWeights: true, config });
  expect([...state.run!.log]).toEqual([...first.run!.log]);
  expect(state.run!.lanes.ft!.step).toBe(152);
  expect(state.runs).toMatchObject({ openId: 'run-1', note: null, busyId: null });
  expect(state.vault.get('kept-run-1/ft/152/full/own')?.[0]?.logits).toEqual(
    Float32Array.of(152, 0, 0, 1),
  );
  const { version, digest } = first.engine.loaded!.model;
  expect(restoreRun).toHaveBeenCalledWith(config, 152, await saveWeights(), { version, digest });
  expect(state.commandPending).toBe(false);
});

test('the echo of a restore does not clear what was opened', async () => {
  await keptRace();
  const page = await openPage({
    restoreRun: async (config) => {
      const stamp = { runId: 'engine-9', at: 1 };
      const { backend } = only(page);
      page.getState().applyEvents([{ type: 'run.started', config, backend, ...stamp }]);
      return 'engine-9';
    },
  });
  await page.getState().openRun('run-1');
  page.getState().applyEvents([{ type: 'run.phase', runId: 'engine-9', at: 2, phase: 'running' }]);
  expect(page.getState().run).toMatchObject({ id: 'engine-9', phase: 'finished' });
  expect(page.getState().vault.size).toBe(1);
});

test('an engine that refuses leaves the results and says why', async () => {
  await keptRace();
  const page = await openPage({
    restoreRun: () => Promise.reject(new LabError('no', 'No memory.', 'Close a tab.')),
  });
  await page.getState().openRun('run-1');
  expect(page.getState().runs.note).toMatch(/results are shown.*No memory\. Close a tab\./);
  expect(page.getState().run?.hasWeights).toBe(false);
  expect(ownResult(page.getState(), 'ft')?.scope).toBe('full');
});

test('damaged weights and logits are named, the rest opens', async () => {
  await keptRace();
  const { openDB } = await import('idb');
  const db = await openDB('carot-lab-runs');
  const [evaluation] = (await db.getAllKeys('payloads')).filter((key) =>
    String((key as string[])[1]).startsWith('evaluation'),
  );
  await db.delete('payloads', evaluation!);
  await db.put('payloads', { kind: 'weights', methodId: 'ft', bytes: Uint8Array.of(9) }, [
    'run-1',
    'weights/ft',
  ]);
  db.close();
  const page = await openPage();
  expect(page.getState().runs.entries[0]).toMatchObject({ state: 'damaged' });
  await page.getState().openRun('run-1');
  expect(page.getState().runs.note).toMatch(/One evaluation was damaged.*weights are damaged/);
  expect(ownResult(page.getState(), 'ft')?.scope).toBe('full');
});

test('opening is refused while a race is under way', async () => {
  const { store } = await keptRace();
  const page = await openPage();
  await race(page, 40);
  const { run } = page.getState();
  await page.getState().openRun('run-1');
  expect(page.getState().run).toBe(run);
  expect(page.getState().commandError).toMatchObject({ code: 'race-under-way' });
  expect(store.getState().runs.openId).toBe('run-1');
});

describe('storage', () => {
  test('full: the page says so once, and the run goes on being shown', async () => {
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('No room.', 'QuotaExceededError');
    });
    const { store } = await keptRace();
    expect(store.getState().commandError).toMatchObject({ code: 'storage-full' });
    expect(store.getState().runs.entries[0]).toMatchObject({ state: 'unsaved', id: 'run-1' });
    expect(ownResult(store.getState(), 'ft')?.step).toBe(152);
    store.getState().dismissError();
    await store.getState().keepRun();
    expect(store.getState().commandError).toBeNull();
    vi.restoreAllMocks();
    await store.getState().keepRun();
    expect(store.getState().runs).toMatchObject({ error: null, entries: [{ state: 'whole' }] });
  });

  test('names and notes last; a deleted run does not come back', async () => {
    const { store } = await keptRace();
    await store.getState().renameRun('run-1', '  A <b>bold</b> run ');
    await store.getState().noteRun('run-1', 'Why?');
    await store.getState().keepRun();
    const page = await openPage();
    expect(only(page)).toMatchObject({ name: 'A <b>bold</b> run', notes: 'Why?' });
    await store.getState().deleteRun('run-1');
    await store.getState().keepRun();
    await page.getState().loadRuns();
    expect(page.getState().runs.entries).toEqual([]);
  });

  test('what is evaluated after the end joins the record', async () => {
    const { store } = await keptRace();
    const before = only(store).payloads.length;
    store.getState().applyEvents(
      allLogits('wise-ft', 152).map((event) => ({
        ...event,
        alpha: 0.7,
        scope: 'live' as const,
      })),
    );
    await store.getState().keepRun();
    expect(only(store).payloads.length).toBe(before + 1);
  });

  test('a new race is a record of its own', async () => {
    const { store } = await keptRace();
    const config = fakeConfig(store.getState().setup);
    const events = fakeRace(config, 152).map((event) =>
      'runId' in event ? { ...event, runId: 'run-2' } : event,
    );
    store.getState().applyEvents(events);
    expect(store.getState().runs.openId).toBeNull();
    await store.getState().keepRun();
    expect(
      store
        .getState()
        .runs.entries.map(({ id }) => id)
        .sort(),
    ).toEqual(['run-1', 'run-2']);
  });
});

test('a run is described by what differs from the preset', async () => {
  const store = await openPage();
  const { setup } = store.getState();
  const config = toRunConfig(setup, catalogue, 0.5);
  expect(presetDiff(config, catalogue)).toBe('');
  const changed = {
    ...config,
    seed: 7,
    optimizer: { ...config.optimizer, learningRate: 2e-4 },
    lanes: config.lanes.map((lane) =>
      lane.methodId === 'carot'
        ? { ...lane, params: { ...lane.params, labelSmoothing: 0.1 } }
        : lane,
    ),
  };
  expect(presetDiff(changed, catalogue)).toBe(
    'CaRot Label smoothing ε 0.02→0.1, lr 4e-4→2e-4, seed 7',
  );
  expect(runName(config, 152, catalogue)).toBe('FT · FLYP · CaRot, 152 steps, seed 0');
});

test('a view is recorded at its own alpha, never with the logits of another method', async () => {
  const store = await openPage();
  const config = fakeConfig(store.getState().setup);
  const at = (key: string, scope: 'live' | 'full', alpha: number) => ({
    key,
    step: 9,
    scope,
    alpha,
  });
  const own = at('run/wise-ft/9/full/0.5', 'full', 0.5);
  const trail = [
    own,
    at('run/wise-ft/9/live/0.7', 'live', 0.7),
    at('run/zs/0/full/own', 'full', 0),
    at('run/ft/9/full/own', 'full', 1),
  ];
  expect(recordedEvaluation('wise-ft', trail, config)).toBe(own);
  expect(recordedEvaluation('wise-ft', trail.toReversed(), config)).toBe(own);
  expect(recordedEvaluation('wise-ft', trail.slice(2), config)).toBeUndefined();
});
