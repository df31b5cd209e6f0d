import { expect, test, vi } from 'vitest';
import type { BatchInspection } from '../../../src/protocol/engineApi.ts';
import { LabError } from '../../../src/protocol/labError.ts';
import { createLabStore } from '../../../src/store/index.ts';
import type { EnginePort } from '../../../src/store/kit/ports.ts';
import { matrixMethod, shownPairs } from '../../../src/store/selection/matrixSlice.ts';
import { fakeInspection } from '../../gallery/answeringEngine.ts';
import { fakeDeps } from '../../gallery/fakeDeps.ts';
import { fakeConfig, fakeRace } from '../../gallery/fakeRace.ts';

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
const run = { runId: 'run-1', at: 0 } as const;

async function racedStore(inspectBatch: EnginePort['inspectBatch']) {
  const store = createLabStore(fakeDeps({ inspectBatch }));
  await store.getState().boot();
  const config = fakeConfig(store.getState().setup);
  store.getState().applyEvents(fakeRace(config, 19));
  await settle();
  return store;
}

const evaluated = (methodId: string, step: number) =>
  ({ type: 'evaluation.done', ...run, methodId, step, scope: 'live' }) as const;

test('looks when the tab is opened and after each evaluation of its method, never otherwise', async () => {
  let step = 19;
  const inspect = vi.fn<EnginePort['inspectBatch']>(async (id, size) =>
    fakeInspection(id, size, step),
  );
  const store = await racedStore(inspect);
  store.getState().applyEvents([evaluated('carot', 38)]);
  expect(inspect).not.toHaveBeenCalled();
  store.getState().showTray('matrix');
  await settle();
  expect(inspect.mock.calls).toEqual([['carot', shownPairs]]);
  step = 57;
  store.getState().applyEvents([evaluated('ft', 57), evaluated('carot', 57)]);
  await settle();
  expect(inspect).toHaveBeenCalledTimes(2);
  expect(store.getState().inspections.carot?.map((look) => look.step)).toEqual([19, 57]);
  store.getState().showTray('table');
  store.getState().applyEvents([evaluated('carot', 76)]);
  await settle();
  expect(inspect).toHaveBeenCalledTimes(2);
});

test('at most one look is under way', async () => {
  const answers: ((inspection: BatchInspection) => void)[] = [];
  const inspect = vi.fn(() => new Promise<BatchInspection>((resolve) => answers.push(resolve)));
  const store = await racedStore(inspect);
  store.getState().showTray('matrix');
  for (const step of [38, 57, 76]) store.getState().applyEvents([evaluated('carot', step)]);
  expect(inspect).toHaveBeenCalledTimes(1);
  expect(store.getState().matrix.asking).toBe(true);
  answers[0]!(fakeInspection('carot', 8, 38));
  await settle();
  expect(inspect).toHaveBeenCalledTimes(2);
  answers[1]!(fakeInspection('carot', 8, 76));
  await settle();
  expect(store.getState().matrix.asking).toBe(false);
});

test('the method with a teacher comes first, a chosen one before it', async () => {
  const store = await racedStore(async (id, size) => fakeInspection(id, size, 19));
  expect(matrixMethod(store.getState())).toBe('carot');
  store.getState().showTray('matrix');
  store.getState().inspectMethod('ft');
  await settle();
  expect(matrixMethod(store.getState())).toBe('ft');
  expect(store.getState().inspections.ft).toHaveLength(1);
  store.getState().inspectMethod('not-raced');
  expect(matrixMethod(store.getState())).toBe('carot');
});

test('a refusal is kept as it is; a new run forgets it and every look', async () => {
  const refused = new LabError('busy', 'Not now.', 'Wait.');
  const inspect = vi
    .fn<EnginePort['inspectBatch']>()
    .mockResolvedValueOnce(fakeInspection('carot', 8, 19))
    .mockRejectedValueOnce(refused);
  const store = await racedStore(inspect);
  await store.getState().inspectNow();
  await store.getState().inspectNow();
  expect(store.getState().matrix.error).toMatchObject({ message: 'Not now.', hint: 'Wait.' });
  await store.getState().reset();
  expect(store.getState()).toMatchObject({ inspections: {}, matrix: { error: null } });
});
