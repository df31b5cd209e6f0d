import { expect, test, vi } from 'vitest';
import { createLabStore } from '../../../src/store/index.ts';
import type { StatsPort } from '../../../src/store/kit/ports.ts';
import { findings, pairSaid } from '../../../src/store/results/findings.ts';
import { fakeDeps } from '../../gallery/fakeDeps.ts';
import { fakeConfig, fakeRace } from '../../gallery/fakeRace.ts';
import { fakeDifference } from '../../gallery/fixtures.ts';

const settle = () => new Promise((resolve) => setTimeout(resolve, 30));

/** A race up to a step, and a statistics worker that notes which differences it is asked for. */
async function racedStore(step: number) {
  const deps = fakeDeps();
  const difference = vi.fn<StatsPort['difference']>(async () => fakeDifference);
  const store = createLabStore({ ...deps, stats: { ...deps.stats, difference } });
  await store.getState().boot();
  store.getState().applyEvents(fakeRace(fakeConfig(store.getState().setup), step));
  await settle();
  return { store, difference };
}

test('a race under way has no findings', async () => {
  const { store, difference } = await racedStore(57);
  expect(findings(store.getState())).toBeNull();
  expect(difference).not.toHaveBeenCalled();
});

test('a finished race measures every method against the pretrained model, on final evaluations', async () => {
  const { store, difference } = await racedStore(152);
  const said = findings(store.getState());
  expect(said?.againstId).toBe('zs');
  expect(Object.keys(said?.byMethod ?? {}).sort()).toEqual(['carot', 'flyp', 'ft', 'wise-ft']);
  for (const [own, against] of difference.mock.calls) {
    expect(own).toMatch(/\/full\//);
    expect(against).toMatch(/^run-1\/zs\/.*\/full\//);
  }
});

test('another method can be what all are measured against; known differences are not asked again', async () => {
  const { store, difference } = await racedStore(152);
  store.getState().measureAgainst('ft');
  await settle();
  expect(findings(store.getState())?.againstId).toBe('ft');
  expect(Object.keys(findings(store.getState())?.byMethod ?? {})).toContain('zs');
  const asked = difference.mock.calls.length;
  store.getState().measureAgainst('zs');
  await settle();
  expect(findings(store.getState())?.againstId).toBe('zs');
  expect(difference.mock.calls.length).toBe(asked);
});

test('a reset takes them away', async () => {
  const { store } = await racedStore(152);
  await store.getState().reset();
  await settle();
  expect(findings(store.getState())).toBeNull();
});

test('other pairs are measured on request, once, and in both ways of temperature', async () => {
  const { store, difference } = await racedStore(152);
  const before = difference.mock.calls.length;
  expect(pairSaid(store.getState(), 'carot', 'ft')).toBeUndefined();
  store.getState().askPairs([
    ['carot', 'ft'],
    ['ft', 'zs'],
    ['carot', 'not-raced'],
  ]);
  await settle();
  expect(pairSaid(store.getState(), 'carot', 'ft')).toMatchObject(fakeDifference);
  expect(pairSaid(store.getState(), 'carot', 'not-raced')).toBeUndefined();
  // FT against the pretrained model was known.
  expect(difference.mock.calls.length).toBe(before + 1);
  const [own, other, { columns }] = difference.mock.lastCall!;
  expect([own, other].map((key) => key.split('/')[1])).toEqual(['carot', 'ft']);
  expect(columns).toContainEqual({ metric: 'ece', scaled: true });
});

test('what was asked for is measured in the next race too', async () => {
  const { store, difference } = await racedStore(57);
  store.getState().askPairs([['carot', 'ft']]);
  await settle();
  expect(difference).not.toHaveBeenCalled();
  store.getState().applyEvents(fakeRace(fakeConfig(store.getState().setup), 152));
  await settle();
  expect(pairSaid(store.getState(), 'carot', 'ft')).toMatchObject(fakeDifference);
});

test('an opened run is measured once its answers are read, and not before', async () => {
  const { store, difference } = await racedStore(57);
  const mark = (bare?: true) =>
    store.setState(({ evaluations }) => ({
      evaluations: Object.fromEntries(
        Object.entries(evaluations).map(([id, list]) => [id, list.map((e) => ({ ...e, bare }))]),
      ) as typeof evaluations,
    }));
  store.getState().askPairs([['carot', 'ft']]);
  const events = fakeRace(fakeConfig(store.getState().setup), 152);
  store.getState().applyEvents(events.slice(0, -1));
  mark(true);
  store.getState().applyEvents(events.slice(-1));
  await settle();
  expect(difference).not.toHaveBeenCalled();
  expect(findings(store.getState())).toMatchObject({ byMethod: {}, waiting: [] });
  expect(pairSaid(store.getState(), 'carot', 'ft')).toBe('no-logits');
  mark();
  await settle();
  expect(Object.keys(findings(store.getState())!.byMethod)).toContain('carot');
  expect(pairSaid(store.getState(), 'carot', 'ft')).toMatchObject(fakeDifference);
});
