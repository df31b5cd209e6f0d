import { ownResult } from '../../../src/store/results/shown.ts';
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createRunArchive } from '../../../src/client/runArchive.ts';
import type { UnfinishedRun } from '../../../src/protocol/engineApi.ts';
import { LabError } from '../../../src/protocol/labError.ts';
import { createLabStore } from '../../../src/store/index.ts';
import type { EnginePort } from '../../../src/store/kit/ports.ts';
import { savedRace } from '../../../src/store/run/recoverySlice.ts';
import { fakeDeps } from '../../gallery/fakeDeps.ts';
import { fakeConfig, fakeRace } from '../../gallery/fakeRace.ts';
import { backend, loaded } from '../../gallery/fixtures.ts';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

const settled = async (check: () => boolean) => {
  for (let i = 0; i < 800 && !check(); i++) await new Promise((done) => setTimeout(done, 5));
  expect(check()).toBe(true);
};

async function openPage(engine: Partial<EnginePort> = {}) {
  const store = createLabStore({ ...fakeDeps(engine), archive: createRunArchive() });
  await store.getState().boot();
  await store.getState().loadRuns();
  return store;
}
type Page = Awaited<ReturnType<typeof openPage>>;

/** A race of the fixtures up to a step, with logits, and its last checkpoint. */
function race(store: Page, until: number, checkpoint: number) {
  const config = fakeConfig(store.getState().setup);
  store.getState().applyEvents(fakeRace(config, until, true));
  store
    .getState()
    .applyEvents([{ type: 'run.checkpoint', runId: 'run-1', at: 0, step: checkpoint }]);
  return config;
}

const unfinished = (store: Page, step: number): UnfinishedRun => ({
  runId: 'run-1',
  at: 5,
  step,
  config: fakeConfig(store.getState().setup),
  backend: backend.backend,
  datasetVersion: loaded.dataset.version,
});
const lost = {
  type: 'engine.failed',
  code: 'device-lost',
  message: 'The graphics device was lost.',
  hint: '',
} as const;
const lastSteps = (store: Page) =>
  [...store.getState().run!.log.values()].map(({ steps }) => steps.at(-1));

describe('a race is written down while it runs', () => {
  test('every evaluation is in the archive before the race ends', async () => {
    const store = await openPage();
    race(store, 40, 40);
    const reloaded = await openPage();
    await settled(() => {
      void reloaded.getState().loadRuns();
      return (reloaded.getState().runs.entries[0]?.record?.payloads.length ?? 0) >= 13;
    });
    const { record } = reloaded.getState().runs.entries[0]!;
    expect(record).toMatchObject({ id: 'run-1', phase: 'running', step: 40 });
    const keys = record!.payloads.map(({ key }) => key);
    for (const step of [0, 19, 38]) expect(keys).toContain(`evaluation/carot/${step}/live/own`);
    expect(keys).toContain('log/ft');
  });

  test('of a race that another follows at once nothing is missing', async () => {
    const store = await openPage();
    race(store, 152, 140);
    const config = fakeConfig({ ...store.getState().setup, seed: 9 });
    store.getState().applyEvents([{ type: 'run.started', runId: 'run-2', at: 0, config, backend }]);
    const reloaded = await openPage();
    await settled(() => {
      void reloaded.getState().loadRuns();
      const { record } = reloaded.getState().runs.entries[0] ?? {};
      const full = record?.results.filter(({ scope }) => scope === 'full') ?? [];
      return record?.phase === 'finished' && full.length === 5;
    });
  });
});

describe('an interrupted race', () => {
  test('is offered after a reload, and goes on under its own id with its curves', async () => {
    const before = await openPage();
    race(before, 40, 30);
    const archive = await openPage();
    await settled(() => {
      void archive.getState().loadRuns();
      const payloads = archive.getState().runs.entries[0]?.record?.payloads ?? [];
      const keys = payloads.map(({ key }) => key);
      return keys.includes('evaluation/carot/19/live/own') && keys.includes('log/carot');
    });
    const resumeRun = vi.fn<EnginePort['resumeRun']>(async () => {});
    const page = await openPage({
      unfinished: async () => unfinished(before, 30),
      resumeRun,
    });
    const { recovery } = page.getState();
    expect(recovery.unfinished).toMatchObject({ runId: 'run-1', step: 30 });
    await page.getState().goOn();
    expect(resumeRun).toHaveBeenCalledWith('run-1', false);
    expect(page.getState().run).toMatchObject({ id: 'run-1' });
    const { config } = recovery.unfinished!;
    page
      .getState()
      .applyEvents([{ type: 'run.resumed', runId: 'run-1', at: 1, step: 30, config, backend }]);
    expect(lastSteps(page)).toEqual([30, 30, 30]);
    expect(page.getState().run).toMatchObject({ phase: 'running', hasWeights: true });
    const steps = page.getState().evaluations.carot!.map(({ step }) => step);
    expect(steps).toEqual([0, 19]);
    expect(page.getState().recovery).toMatchObject({ unfinished: null, resumedFrom: 30 });
  });

  test('goes on by itself when the engine is lost, on the same backend', async () => {
    const engine: Partial<EnginePort> = {};
    const restart = vi.fn();
    const resumeRun = vi.fn<EnginePort['resumeRun']>(async () => {});
    const store = await openPage({
      restart,
      resumeRun,
      unfinished: async () => (engine.unfinished ? engine.unfinished() : null),
    });
    race(store, 40, 30);
    engine.unfinished = async () => unfinished(store, 30);
    store.getState().applyEvents([lost]);
    await settled(() => resumeRun.mock.calls.length === 1);
    expect(restart).toHaveBeenCalledOnce();
    expect(store.getState().recovery.reason).toMatchObject({ code: 'device-lost' });
    // Three times within ten minutes; then it stays lost, and a restart asks.
    const { config } = store.getState().run!;
    for (let loss = 2; loss <= 4; loss++) {
      store
        .getState()
        .applyEvents([{ type: 'run.resumed', runId: 'run-1', at: 1, step: 30, config, backend }]);
      store.getState().applyEvents([lost]);
      if (loss <= 3) await settled(() => restart.mock.calls.length === loss);
      const phase = loss <= 3 ? 'ready' : 'failed';
      await settled(() => store.getState().engine.phase === phase);
      await new Promise((done) => setTimeout(done, 20));
    }
    expect(restart).toHaveBeenCalledTimes(3);
    expect(resumeRun).toHaveBeenCalledTimes(3);
    await store.getState().retry();
    expect(store.getState().recovery.unfinished).toMatchObject({ step: 30 });
  });

  test('is asked about where the new engine runs on something else', async () => {
    let asked = false;
    const resumeRun = vi.fn<EnginePort['resumeRun']>(async () => {});
    const store = await openPage({
      resumeRun,
      unfinished: async () => (asked ? { ...unfinished(store, 30), backend: 'webgpu' } : null),
    });
    race(store, 40, 30);
    asked = true;
    store.getState().applyEvents([lost]);
    await settled(() => store.getState().recovery.unfinished !== null);
    await new Promise((done) => setTimeout(done, 20));
    expect(resumeRun).not.toHaveBeenCalled();
  });

  test('is said to be coming back while the new engine starts, and to be saved if none does', async () => {
    const noAdapter = new LabError('no-adapter', 'No graphics adapter.', '');
    let fails = false;
    let resume = (_: string) => {};
    const resumeRun = vi.fn<EnginePort['resumeRun']>(
      () => new Promise((done) => (resume = () => done())),
    );
    const store = await openPage({
      resumeRun,
      unfinished: async (lostId) => (lostId ? unfinished(store, 30) : null),
      init: async (choice) => {
        if (fails && choice !== 'wasm') throw noAdapter;
        return choice === 'wasm' ? { ...backend, backend: 'wasm' } : backend;
      },
    });
    const config = race(store, 40, 30);
    store.getState().applyEvents([lost]);
    expect(store.getState().recovery).toMatchObject({ mending: true, reason: { code: lost.code } });
    await settled(() => resumeRun.mock.calls.length === 1);
    expect(store.getState().recovery.mending).toBe(true);
    resume('done');
    await settled(() => store.getState().recovery.resumedFrom === 30);
    expect(store.getState().recovery.mending).toBe(false);
    store
      .getState()
      .applyEvents([{ type: 'run.resumed', runId: 'run-1', at: 1, step: 30, config, backend }]);
    fails = true;
    store.getState().applyEvents([lost]);
    await settled(() => store.getState().engine.error?.code === 'no-adapter');
    // That it went on before is not true any more.
    expect(store.getState().recovery).toMatchObject({ mending: false, resumedFrom: null });
    expect(savedRace(store.getState())).toEqual({ step: 30, steps: config.steps });
    const going = store.getState().goOnWith('wasm');
    await settled(() => resumeRun.mock.calls.length === 2);
    resume('done');
    await going;
    expect(store.getState().engine.backend?.backend).toBe('wasm');
    expect(store.getState().recovery).toMatchObject({ unfinished: null, resumedFrom: 30 });
  });

  test('without a checkpoint ends where it is, and why is said', async () => {
    const store = await openPage();
    race(store, 40, 30);
    store.getState().applyEvents([lost]);
    await settled(() => store.getState().commandError !== null);
    expect(store.getState().commandError).toMatchObject({ code: 'device-lost' });
    expect(store.getState().run).toMatchObject({ phase: 'stopped', interrupted: true });
  });

  test('that is left is let go, and its record stays', async () => {
    const dropCheckpoint = vi.fn<EnginePort['dropCheckpoint']>(async () => {});
    const store = await openPage({ dropCheckpoint });
    race(store, 40, 30);
    const page = await openPage({ dropCheckpoint, unfinished: async () => unfinished(store, 30) });
    await page.getState().letGo();
    expect(dropCheckpoint).toHaveBeenCalledWith('run-1');
    expect(page.getState().recovery.unfinished).toBeNull();
  });

  /** What a page offers that finds a checkpoint which differs in this from what it has loaded. */
  const offeredWith = async (change: Partial<UnfinishedRun>) => {
    const store = await openPage();
    const page = await openPage({
      unfinished: async () => ({ ...unfinished(store, 30), ...change }),
    });
    return page.getState().recovery.unfinished;
  };

  test('of other data is not offered', async () => {
    expect(await offeredWith({ datasetVersion: '0.9' })).toBeNull();
  });

  test('of other files of its model is not offered, of the same it is', async () => {
    const { version, digest } = loaded.model;
    expect(await offeredWith({ model: { version: '1', digest: 'other' } })).toBeNull();
    expect(await offeredWith({ model: { version, digest } })).toMatchObject({ runId: 'run-1' });
  });
});

test('a reset keeps the race and can be undone', async () => {
  const saveWeights = async () => ({ ft: Uint8Array.of(1) });
  const store = await openPage({ saveWeights });
  race(store, 152, 140);
  await store.getState().reset();
  expect(store.getState().run).toBeNull();
  const { undoRunId } = store.getState();
  expect(undoRunId).toBe('run-1');
  await store.getState().openRun(undoRunId!);
  expect(store.getState().run).not.toBeNull();
  expect(ownResult(store.getState(), 'carot')).toBeDefined();
});

test('a race that a reset took off in the middle comes back with the offer to go on', async () => {
  const dropCheckpoint = vi.fn(async () => {});
  let reset = false;
  const store: Page = await openPage({
    dropCheckpoint,
    stop: async () => {
      store
        .getState()
        .applyEvents([{ type: 'run.phase', runId: 'run-1', at: 0, phase: 'stopped' }]);
    },
    unfinished: async () => (reset ? unfinished(store, 30) : null),
  });
  race(store, 40, 30);
  await store.getState().reset();
  reset = true;
  expect(store.getState().run).toBeNull();
  expect(dropCheckpoint).not.toHaveBeenCalled();
  await store.getState().undoReset();
  expect(store.getState().recovery.unfinished).toMatchObject({ runId: 'run-1', step: 30 });
});

test('a race that had finished when its page was closed is not offered again', async () => {
  const first = await openPage();
  race(first, 152, 140);
  await settled(
    () =>
      first.getState().runs.entries.find(({ id }) => id === 'run-1')?.record?.phase === 'finished',
  );
  const dropCheckpoint = vi.fn(async () => {});
  const page: Page = await openPage({
    dropCheckpoint,
    unfinished: async () => unfinished(first, 140),
  });
  await page.getState().lookForUnfinished();
  expect(page.getState().recovery.unfinished).toBeNull();
  expect(dropCheckpoint).toHaveBeenCalledWith('run-1');
});

test('two starts at once are one, and commands come in their order', async () => {
  const order: string[] = [];
  const slowly = (name: string) => async () => {
    await new Promise((done) => setTimeout(done, 10));
    order.push(name);
  };
  const store = await openPage({
    start: async () => {
      await slowly('start')();
      return 'run-1';
    },
    pause: slowly('pause'),
    resume: slowly('resume'),
  });
  const { start, pause, resume } = store.getState();
  await Promise.all([start(), start(), pause(), start(), resume(), pause()]);
  expect(order).toEqual(['start', 'pause', 'resume']);
  expect(store.getState().commandPending).toBe(false);
});
