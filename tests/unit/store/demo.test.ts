import { describe, expect, test } from 'vitest';
import { recordingOf } from '../../../src/store/demo/recording.ts';
import { troubleOf } from '../../../src/store/demo/trouble.ts';
import { createLabStore } from '../../../src/store/index.ts';
import type { EnginePort } from '../../../src/store/kit/ports.ts';
import type { LabState } from '../../../src/store/labState.ts';
import { linkedState } from '../../../src/store/link/linkedState.ts';
import { encodeState, readLink } from '../../../src/store/link/urlState.ts';
import { fakeDeps } from '../../gallery/fakeDeps.ts';
import { fakeConfig, fakeRace } from '../../gallery/fakeRace.ts';
import { fakeRecord } from '../../gallery/fakeRuns.ts';
import { catalogue } from '../../gallery/fixtures.ts';

async function racing(until = 40, engine: Partial<EnginePort> = {}) {
  const store = createLabStore(fakeDeps(engine));
  await store.getState().boot();
  await store.getState().loadRuns();
  store.getState().applyEvents(fakeRace(fakeConfig(store.getState().setup), until));
  return store;
}

describe('a talk does not wait for a race', () => {
  const trouble = async (change: Partial<LabState>, spent = 0, expected: number | null = null) =>
    troubleOf({ ...(await racing()).getState(), ...change }, spent, expected);

  test('that comes as it was said to: nothing is wrong', async () => {
    expect(await trouble({})).toBeNull();
    expect(await trouble({}, 149, 100)).toBeNull();
  });

  test('that takes half as long again as it was said to', async () =>
    expect(await trouble({}, 151, 100)).toBe('late'));

  test('whose engine is gone, unless a new one is on its way', async () => {
    const store = await racing();
    const { engine, recovery } = store.getState();
    const failed = { engine: { ...engine, phase: 'failed' as const } };
    expect(await trouble(failed)).toBe('lost');
    expect(await trouble({ ...failed, recovery: { ...recovery, mending: true } })).toBeNull();
  });

  test('that was cut off and waits to be asked', async () => {
    const store = await racing();
    store.getState().endRun();
    expect(troubleOf(store.getState(), 0, null)).toBe('lost');
  });

  test('whose engine does not answer', async () => {
    const { recovery } = (await racing()).getState();
    expect(await trouble({ recovery: { ...recovery, silent: true } })).toBe('silent');
  });
});

describe('the recording', () => {
  const kept = (
    store: Awaited<ReturnType<typeof racing>>,
    ...records: Parameters<typeof fakeRecord>[0][]
  ) =>
    store.setState(({ runs }) => ({
      runs: {
        ...runs,
        entries: records.map((change) => {
          const record = fakeRecord(change);
          return { id: record.id, state: 'ok' as const, record };
        }) as never,
      },
    }));

  test('is the newest race that came to its end, on the data at hand', async () => {
    const store = await racing();
    const { config } = fakeRecord();
    kept(
      store,
      { id: 'old', savedAt: 1 },
      { id: 'new', savedAt: 2 },
      { id: 'stopped', savedAt: 3, phase: 'stopped' },
      { id: 'other', savedAt: 4, config: { ...config, datasetId: 'elsewhere' } },
    );
    expect(recordingOf(store.getState())?.id).toBe('new');
  });

  test('takes the place of a race that runs, and says what it is', async () => {
    const store = await racing();
    await store.getState().keepRun();
    const record = fakeRecord({ id: 'rehearsal', savedAt: 7 });
    await store.getState().loadRuns();
    kept(store, record);
    expect(await store.getState().showRecorded()).toBe(true);
    const { demo, run } = store.getState();
    expect(demo.recorded).toEqual({ runId: 'rehearsal', savedAt: 7, seed: 0 });
    expect(run?.config).toEqual(record.config);
  });

  test('keeps its tag until another race really runs', async () => {
    const start = async () => {
      store.getState().applyEvents(fakeRace(fakeConfig(store.getState().setup), 3));
      return 'run-1';
    };
    const store = await racing(152, { start });
    const recorded = { runId: 'run-1', savedAt: 7, seed: 0 };
    store.getState().changeDemo({ recorded });
    store.setState(({ engine }) => ({ engine: { ...engine, phase: 'loading' } }));
    await store.getState().startLive();
    expect(store.getState().demo.recorded).toEqual(recorded);
    store.setState(({ engine }) => ({ engine: { ...engine, phase: 'ready' } }));
    await store.getState().startLive();
    expect(store.getState().demo.recorded).toBeNull();
  });

  test('that came with the page is named as one, and nobody hands it in', async () => {
    const store = await racing(152);
    store.setState(({ run }) => ({ run: run && { ...run, recorded: true } }));
    store.getState().setStudent({ name: 'Ada' });
    await expect(store.getState().handIn()).rejects.toMatchObject({ code: 'imported' });
  });

  test('that there is not leaves the page as it is', async () => {
    const store = await racing();
    const { run } = store.getState();
    expect(await store.getState().showRecorded()).toBe(false);
    expect(store.getState().run).toBe(run);
    expect(store.getState().demo.recorded).toBeNull();
  });
});

test('the beat is in the link, so that a reload in a talk comes back to it', async () => {
  const store = createLabStore(fakeDeps());
  await store.getState().boot();
  const standard = linkedState(store.getState());
  const read = (search: string, hash = '') =>
    readLink({ hash, search }, standard, catalogue).state.beat;
  expect(read('?mode=demo')).toBe(0);
  expect(read('?beat=4&mode=demo')).toBe(4);
  expect(read('?mode=lab')).toBeNull();
  expect(read('', encodeState({ ...standard, beat: 3 }, standard, catalogue))).toBe(3);
  expect(() => read('?mode=constructor')).toThrow(/cannot be the mode/);
});
