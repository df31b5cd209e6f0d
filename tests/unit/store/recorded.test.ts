import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Recordings } from '../../../src/client/recordings.ts';
import { previewRunId } from '../../../src/protocol/events.ts';
import type { Recording } from '../../../src/results/recording.ts';
import { described } from '../../../src/store/engine/described.ts';
import { createLabStore } from '../../../src/store/index.ts';
import type { LabStore } from '../../../src/store/labState.ts';
import { recordedBehind } from '../../../src/store/recorded/recordedBehind.ts';
import { ownResult } from '../../../src/store/results/shown.ts';
import { fakeDeps } from '../../gallery/fakeDeps.ts';
import { fakeRecord } from '../../gallery/fakeRuns.ts';
import { backend, catalogue, fakeResult, loaded } from '../../gallery/fixtures.ts';

const at = (methodId: string, step: number) =>
  fakeResult({
    methodId,
    step,
    progress: step / 20,
    scope: 'live',
    temperature: 0,
    binCount: 15,
  });
const results = [at('zs', 0), at('ft', 0), at('ft', 10), at('ft', 20)];
const record = fakeRecord({ id: 'recorded-toy', step: 20, bookmarks: [] });
const recording: Recording = {
  version: 1,
  id: 'toy',
  made: { at: 0, lab: '0', browser: '0', command: 'npm run record' },
  record,
  results: [0, 3],
  catalogue,
  loaded,
  quantisation: { worstEce: 0 },
  files: [],
  sets: [],
  numbers: [],
  parts: [],
  faces: { path: 'faces.webp', side: 8, rows: [] },
};

function labWith(found: Recording | null, faults: Partial<Recordings> = {}): LabStore {
  const recordings: Recordings = {
    find: async () => found,
    numbers: async () => results,
    payload: async () => null,
    inspections: async () => ({}),
    urlOf: (_, path) => `runs/toy/${path}`,
    ...faults,
  };
  return createLabStore({ ...fakeDeps(), recordings: async () => recordings });
}

describe('a recorded race', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  test('is there before the engine is: methods, data and numbers at every step', async () => {
    const store = labWith(recording);
    expect(store.getState().engine.catalogue).toBeNull();
    expect(await store.getState().openRecorded()).toBe(true);
    const { run, engine, evaluations, recorded } = store.getState();
    expect(run).toMatchObject({ id: 'recorded-toy', recorded: true, phase: 'finished' });
    expect(engine.catalogue).toBe(catalogue);
    expect(described(engine)).toBe(loaded);
    expect(evaluations.ft?.map(({ step }) => step)).toEqual([0, 10, 20]);
    expect(recorded.phase).toBe('shown');
    store.getState().scrubTo(10);
    expect(ownResult(store.getState(), 'ft')?.step).toBe(10);
  });

  test('plays once to its newest evaluation, and stops where a hand takes the clock', async () => {
    const store = labWith(recording);
    await store.getState().openRecorded();
    expect(store.getState().clock).toMatchObject({ playing: true, scrubStep: 0 });
    await vi.advanceTimersByTimeAsync(2500);
    expect(store.getState().clock.scrubStep).toBe(10);
    await vi.advanceTimersByTimeAsync(5000);
    expect(store.getState().clock).toMatchObject({ playing: false, scrubStep: null });
    store.getState().play(true);
    store.getState().scrubTo(0);
    expect(store.getState().clock).toMatchObject({ playing: false, scrubStep: 0 });
    await vi.advanceTimersByTimeAsync(9000);
    expect(store.getState().clock.scrubStep).toBe(0);
  });

  test('leaves room for what is measured here, and leaves the page for a race of one’s own', async () => {
    const store = labWith(recording);
    await store.getState().openRecorded();
    const stamp = { runId: previewRunId, methodId: 'zs', step: 0, scope: 'live' } as const;
    store.getState().applyEvents([{ type: 'evaluation.done', ...stamp, at: 1 }]);
    expect(store.getState().recorded.here?.entry.key).toBe('preview/zs/0/live/own');
    expect(store.getState().evaluations.zs).toHaveLength(1);
    store
      .getState()
      .applyEvents([{ type: 'run.started', runId: 'own', at: 2, config: record.config, backend }]);
    const state = store.getState();
    expect(state.run?.recorded).toBeUndefined();
    expect(state.evaluations).toEqual({});
    expect(state.engine.standIn).toBeNull();
    expect(recordedBehind(state)?.ft).toHaveLength(3);
  });

  test('is never kept among the runs of this browser', async () => {
    const store = labWith(recording);
    await store.getState().openRecorded();
    await store.getState().keepRun();
    expect(store.getState().runs.entries).toEqual([]);
  });

  test('says so where there is none, and where it cannot be had', async () => {
    const none = labWith(null);
    expect(await none.getState().openRecorded()).toBe(false);
    expect(none.getState().recorded.phase).toBe('none');
    const broken = createLabStore(fakeDeps());
    expect(await broken.getState().openRecorded()).toBe(false);
    expect(broken.getState().recorded).toMatchObject({ phase: 'failed' });
    expect(broken.getState().recorded.error?.message).toMatch(/No recordings here/);
  });

  test('a part that does not come is said, and asked for once more', async () => {
    let online = false;
    const store = labWith(recording, {
      inspections: async () => {
        if (!online) throw new Error('The file did not come');
        return { toy: [] } as never;
      },
    });
    await store.getState().openRecorded();
    await vi.waitFor(() => expect(store.getState().recorded.error).not.toBeNull());
    expect(store.getState().recorded.phase).toBe('shown');
    online = true;
    await store.getState().retryRecorded();
    expect(store.getState().recorded.error).toBeNull();
    expect(store.getState().inspections).toEqual({ toy: [] });
  });

  test('a race that did not come is asked for once more as a whole', async () => {
    let online = false;
    const store = labWith(recording, {
      numbers: async () => {
        if (!online) throw new Error('The file did not come');
        return results;
      },
    });
    expect(await store.getState().openRecorded()).toBe(false);
    expect(store.getState().recorded.error).not.toBeNull();
    online = true;
    await store.getState().retryRecorded();
    expect(store.getState()).toMatchObject({
      recorded: { phase: 'shown', error: null },
      run: { recorded: true },
    });
  });
});
