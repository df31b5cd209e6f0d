import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createStatsKeeper } from '../../../src/results/statsKeeper.ts';
import { createLabStore } from '../../../src/store/index.ts';
import { liveHistory } from '../../../src/store/results/shown.ts';
import { fakeDeps } from '../../gallery/fakeDeps.ts';
import { fakeConfig, fakeRace } from '../../gallery/fakeRace.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A race up to a step, with statistics that say how many questions about metrics are open. */
async function raced(until: number) {
  const keeper = createStatsKeeper();
  const open = { now: 0, most: 0 };
  const asked: string[] = [];
  const store = createLabStore({
    ...fakeDeps(),
    stats: {
      ...keeper,
      result: async (key, options) => {
        if (!options.metrics?.length) return keeper.result(key, { ...options, draws: 0 });
        asked.push(`${key} ${options.metrics}`);
        open.most = Math.max(open.most, ++open.now);
        await new Promise((resolve) => setTimeout(resolve, 10));
        open.now -= 1;
        return keeper.result(key, { ...options, draws: 0 });
      },
    },
  });
  await store.getState().boot();
  const config = { ...fakeConfig(store.getState().setup), steps: 38 };
  const events = fakeRace(config, 38, true);
  const at = (step: number) => events.filter((event) => 'step' in event && event.step <= step);
  store.getState().applyEvents(events.filter((event) => !at(38).includes(event)));
  store.getState().applyEvents(at(until));
  await vi.advanceTimersByTimeAsync(400);
  const rest = events.filter((event) => at(38).includes(event) && !at(until).includes(event));
  /** Those that curves are drawn through: of a view, at the mix that is shown. */
  const live = () => {
    const { evaluations, knobs } = store.getState();
    const all = Object.values(evaluations).flat();
    return all.filter(
      ({ scope, alpha = knobs.alpha }) => scope === 'live' && alpha === knobs.alpha,
    );
  };
  return { store, asked, open, rest, live };
}

test('every live evaluation is measured once, one after another, and so are those that come', async () => {
  const { store, asked, open, rest, live } = await raced(19);
  expect(asked).toEqual([]);
  store.getState().drawCurves(['publishedEce', 'nll']);
  await vi.advanceTimersByTimeAsync(2000);
  const before = live().length;
  expect(before).toBeGreaterThan(3);
  expect([...asked].sort()).toEqual(
    live()
      .map(({ key }) => `${key} publishedEce`)
      .sort(),
  );
  expect(open.most).toBe(1);
  const [first] = liveHistory(store.getState(), 'ft');
  expect(first!.splits.every(({ raw }) => Number.isFinite(raw.metrics?.publishedEce))).toBe(true);
  store.getState().applyEvents(rest);
  await vi.advanceTimersByTimeAsync(2000);
  expect(live().length).toBeGreaterThan(before);
  expect(asked).toHaveLength(live().length);
  store.getState().setBins(7, 'mass');
  store.getState().scrubTo(19);
  await vi.advanceTimersByTimeAsync(2000);
  expect(asked).toHaveLength(live().length);
});

test('what every summary has is not asked for, and nothing is once the curves are gone', async () => {
  const { store, asked, live } = await raced(19);
  store.getState().drawCurves(['nll', 'brier']);
  await vi.advanceTimersByTimeAsync(500);
  expect(asked).toEqual([]);
  store.getState().drawCurves(['smoothEce']);
  await vi.advanceTimersByTimeAsync(15);
  store.getState().drawCurves([]);
  await vi.advanceTimersByTimeAsync(2000);
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.length).toBeLessThan(live().length);
});
