import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createRunArchive } from '../../../src/client/runArchive.ts';
import { LabError } from '../../../src/protocol/labError.ts';
import { assetsToLoad } from '../../../src/store/archive/assetsToLoad.ts';
import { createLabStore } from '../../../src/store/index.ts';
import type { EnginePort } from '../../../src/store/kit/ports.ts';
import { fakeDeps } from '../../gallery/fakeDeps.ts';
import { fakeConfig, fakeRace } from '../../gallery/fakeRace.ts';
import { loadedAs, twoOfEach } from '../../support/twoOfEach.ts';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

async function openPage(engine: Partial<EnginePort> = {}) {
  const load = vi.fn(async (modelId: string, datasetId: string) => loadedAs(modelId, datasetId));
  const preview = vi.fn(async () => {});
  const start = vi.fn<EnginePort['start']>(async () => 'run-2');
  const store = createLabStore({
    ...fakeDeps({ catalogue: async () => twoOfEach, load, preview, start, ...engine }),
    archive: createRunArchive(),
  });
  await store.getState().boot();
  await store.getState().loadRuns();
  const held = () => {
    const { loaded } = store.getState().engine;
    return [loaded?.model.id, loaded?.dataset.id];
  };
  const chosen = () => [store.getState().setup.modelId, store.getState().setup.datasetId];
  return { store, load, preview, start, held, chosen };
}
type Page = Awaited<ReturnType<typeof openPage>>;

function race({ store }: Page, until = 152) {
  store.getState().applyEvents(fakeRace(fakeConfig(store.getState().setup), until));
}

describe('a choice of model and dataset', () => {
  test('is loaded at once, with a batch that the dataset has; the first number is measured anew', async () => {
    const { store, load, preview, held } = await openPage();
    await store.getState().pickAssets({ datasetId: 'toys' });
    expect(load).toHaveBeenLastCalledWith('iconclip', 'toys');
    expect(held()).toEqual(['iconclip', 'toys']);
    expect(store.getState().setup.batchSize).toBe(12);
    expect(store.getState().engine.phase).toBe('ready');
    expect(preview).toHaveBeenCalledTimes(2);
    expect(preview.mock.lastCall).toMatchObject([{ datasetId: 'toys', batchSize: 12 }]);
    await store.getState().pickAssets({ datasetId: 'iconshift' });
    expect(store.getState().setup.batchSize).toBe(96);
  });

  test('keeps a batch size that was set by hand, where it can be drawn', async () => {
    const { store } = await openPage();
    store.getState().setSettings({ batchSize: 8 });
    await store.getState().pickAssets({ datasetId: 'toys' });
    expect(store.getState().setup.batchSize).toBe(8);
    store.getState().resetSettings();
    expect(store.getState().setup).toMatchObject({ batchSize: 12, datasetId: 'toys' });
  });

  test('brings the other that fits; one that nothing fits changes nothing', async () => {
    const { store, load, held, chosen } = await openPage();
    await store.getState().pickAssets({ datasetId: 'dots' });
    expect(held()).toEqual(['small-model', 'dots']);
    load.mockClear();
    await store.getState().pickAssets({ datasetId: 'vast' });
    expect(load).not.toHaveBeenCalled();
    expect(chosen()).toEqual(['small-model', 'dots']);
  });

  test('that cannot be had leaves what was there, and says why', async () => {
    const { store, held, chosen } = await openPage({
      load: vi
        .fn(async (modelId: string, datasetId: string) => loadedAs(modelId, datasetId))
        .mockResolvedValueOnce(loadedAs('iconclip', 'iconshift'))
        .mockRejectedValueOnce(new LabError('offline', 'The connection was lost.', 'Try again.')),
    });
    const page = { store } as Page;
    race(page);
    await store.getState().pickAssets({ datasetId: 'toys' });
    expect(store.getState().commandError).toMatchObject({ code: 'offline' });
    expect(store.getState().engine.phase).toBe('ready');
    expect(held()).toEqual(['iconclip', 'iconshift']);
    expect(chosen()).toEqual(['iconclip', 'iconshift']);
    expect(store.getState().setup.batchSize).toBe(96);
    expect(store.getState().run?.id).toBe('run-1');
  });

  test('of two in a row is the second', async () => {
    const { store, load, held } = await openPage();
    load.mockClear();
    await Promise.all([
      store.getState().pickAssets({ datasetId: 'toys' }),
      store.getState().pickAssets({ modelId: 'second-model' }),
    ]);
    expect(held()).toEqual(['second-model', 'toys']);
    expect(load).toHaveBeenCalledTimes(1);
  });
});

describe('a race on the page', () => {
  test('that is over leaves it when others are loaded, is kept, and opens with what it was made with', async () => {
    const page = await openPage();
    const { store, load, held, chosen } = page;
    race(page);
    store.getState().togglePin({ splitId: 'id', index: 3 });
    store.getState().select({ label: 101 });
    await store.getState().pickAssets({ datasetId: 'toys' });
    expect(store.getState()).toMatchObject({ run: null, evaluations: {}, pins: [] });
    expect(store.getState().selection.label).toBeNull();
    const [entry] = store.getState().runs.entries;
    expect(entry?.record?.dataset.id).toBe('iconshift');
    expect(assetsToLoad(entry!.record!.config, store.getState())).toBe('load');
    load.mockClear();
    await store.getState().openRun(entry!.id);
    expect(load.mock.calls).toEqual([['iconclip', 'iconshift']]);
    expect(held()).toEqual(['iconclip', 'iconshift']);
    expect(chosen()).toEqual(['iconclip', 'iconshift']);
    expect(store.getState().run?.config.datasetId).toBe('iconshift');
    expect(store.getState().commandError).toBeNull();
    expect(assetsToLoad(entry!.record!.config, store.getState())).toBe('nothing');
  });

  test('goes on under a choice, which the next start loads first', async () => {
    const page = await openPage();
    const { store, load, start, held } = page;
    race(page, 40);
    load.mockClear();
    await store.getState().pickAssets({ datasetId: 'toys' });
    expect(load).not.toHaveBeenCalled();
    expect(store.getState().run?.id).toBe('run-1');
    store.getState().applyEvents([{ type: 'run.phase', runId: 'run-1', at: 1, phase: 'stopped' }]);
    await store.getState().start();
    expect(load.mock.calls).toEqual([['iconclip', 'toys']]);
    expect(held()).toEqual(['iconclip', 'toys']);
    expect(start.mock.lastCall?.[0]).toMatchObject({ datasetId: 'toys', batchSize: 12 });
    expect(load.mock.invocationCallOrder[0]).toBeLessThan(start.mock.invocationCallOrder[0]!);
  });

  test('that was interrupted on others is offered, and loads them before it goes on', async () => {
    const probe = await openPage();
    const config = { ...fakeConfig(probe.store.getState().setup), datasetId: 'toys' };
    const resumeRun = vi.fn(async () => {});
    const run = { runId: 'run-9', at: 5, step: 40, config, backend: 'wasm' as const };
    const { store, load, held } = await openPage({
      unfinished: async () => ({ ...run, datasetVersion: '0.1.0' }),
      resumeRun,
    });
    expect(store.getState().recovery.unfinished?.runId).toBe('run-9');
    await store.getState().goOn();
    expect(load.mock.lastCall).toEqual(['iconclip', 'toys']);
    expect(held()).toEqual(['iconclip', 'toys']);
    expect(resumeRun).toHaveBeenCalledOnce();
  });
});

test('the first load waits for what a link asks, and fetches nothing else', async () => {
  const load = vi.fn(async (modelId: string, datasetId: string) => loadedAs(modelId, datasetId));
  const deps = fakeDeps({ catalogue: async () => twoOfEach, load });
  const store = createLabStore({ ...deps, archive: createRunArchive() });
  await store.getState().boot(async () => {
    store.getState().takeAssets({ modelId: 'second-model', datasetId: 'toys' });
  });
  expect(load.mock.calls).toEqual([['second-model', 'toys']]);
});

test('two that do not fit are the setup’s problem: the default is loaded', async () => {
  const load = vi.fn(async (modelId: string, datasetId: string) => loadedAs(modelId, datasetId));
  const deps = fakeDeps({ catalogue: async () => twoOfEach, load });
  const store = createLabStore({ ...deps, archive: createRunArchive() });
  await store.getState().boot(async () => {
    store.getState().takeAssets({ modelId: 'iconclip', datasetId: 'dots' });
  });
  expect(store.getState().engine.phase).toBe('ready');
  expect(load.mock.calls).toEqual([['iconclip', 'iconshift']]);
});
