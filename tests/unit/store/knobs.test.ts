import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createStatsKeeper } from '../../../src/results/statsKeeper.ts';
import { createLabStore } from '../../../src/store/index.ts';
import type { EnginePort, StatsPort } from '../../../src/store/kit/ports.ts';
import { climbers } from '../../../src/store/results/climbers.ts';
import { diagramOf } from '../../../src/store/results/diagramSelector.ts';
import { evaluationKey } from '../../../src/store/results/evaluationKey.ts';
import { ownResult, shownResult } from '../../../src/store/results/shown.ts';
import { fakeDeps } from '../../gallery/fakeDeps.ts';
import { fakeEvaluation } from '../../gallery/fakeLogits.ts';
import { fakeConfig, fakeRace } from '../../gallery/fakeRace.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  // Everything fits into a frame, however slow the machine.
  vi.spyOn(performance, 'now').mockReturnValue(0);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** The statistics as the worker computes them, with few draws; calls are counted. */
function realStats(): StatsPort & { readonly asked: string[] } {
  const keeper = createStatsKeeper();
  const asked: string[] = [];
  return {
    ...keeper,
    asked,
    result: (key, options) => {
      asked.push(key);
      return keeper.result(key, { ...options, draws: Math.min(20, options.draws) });
    },
  };
}

async function racedStore(until = 19, engine: Partial<EnginePort> = {}) {
  const stats = realStats();
  const store = createLabStore({ ...fakeDeps(engine), stats });
  await store.getState().boot();
  const config = fakeConfig(store.getState().setup);
  store.getState().applyEvents(fakeRace({ ...config, steps: 19 }, until, true));
  await vi.advanceTimersByTimeAsync(400);
  stats.asked.length = 0;
  return { store, stats };
}

const ids = ['zs', 'ft', 'flyp', 'carot'] as const;

describe('the temperature slider', () => {
  test('answers within the call, from the logits on the page, without the worker', async () => {
    const { store, stats } = await racedStore(18);
    store.getState().setTemperature(1.7);
    const { splits, row, temperature } = shownResult(store.getState(), 'ft')!;
    expect(stats.asked).toEqual([]);
    expect(splits.every(({ scaled }) => scaled.temperature === 1.7)).toBe(true);
    expect(temperature).toBe(ownResult(store.getState(), 'ft')!.temperature);
    const id = splits.find(({ role }) => role === 'id')!;
    expect(row.idEceTs).toBe(id.scaled.ece);
    expect(id.scaled.accuracy).toBe(id.raw.accuracy);
    expect(id.scaled.accuracyInterval).toEqual(id.raw.accuracyInterval);
    expect(id.scaled.eceInterval).toBeNull();
  });

  test('is followed by intervals from the worker, once, when it rests', async () => {
    const { store, stats } = await racedStore(18);
    for (const temperature of [1.2, 1.4, 2]) store.getState().setTemperature(temperature);
    await vi.advanceTimersByTimeAsync(140);
    expect(stats.asked).toEqual([]);
    const quick = Object.fromEntries(ids.map((id) => [id, shownResult(store.getState(), id)]));
    await vi.advanceTimersByTimeAsync(400);
    expect(stats.asked).toHaveLength(ids.length);
    for (const id of ids) {
      const [before, after] = [quick[id]!, shownResult(store.getState(), id)!];
      expect(after.splits[0]!.scaled.eceInterval).not.toBeNull();
      for (const [index, { scaled }] of after.splits.entries()) {
        expect(scaled.ece).toBeCloseTo(before.splits[index]!.scaled.ece, 12);
      }
    }
  });

  test('what the worker says of a temperature that was left changes nothing that is shown', async () => {
    const { store } = await racedStore(18);
    store.getState().setTemperature(2);
    await vi.advanceTimersByTimeAsync(150);
    store.getState().setTemperature(3);
    await vi.advanceTimersByTimeAsync(50);
    expect(shownResult(store.getState(), 'ft')!.splits[0]!.scaled.temperature).toBe(3);
  });

  test('a move is one update of the store, and one walk through the logits of each diagram in sight', async () => {
    const { store } = await racedStore(18);
    const { summaries } = store.getState();
    const columns = ids.flatMap((id) => ['id', 'solid'].map((split) => diagramOf(id, split)));
    const draw = () => columns.map((diagram) => diagram(store.getState()));
    draw();
    let updates = 0;
    const forget = store.subscribe(() => {
      updates += 1;
    });
    const before = summaries.passes;
    for (const temperature of [1.3, 1.6, 1.9]) {
      store.getState().setTemperature(temperature);
      const drawn = draw();
      expect(drawn.every((diagram) => diagram?.summary.temperature === temperature)).toBe(true);
      // Whoever else looks, or looks again, walks no more.
      draw();
    }
    forget();
    expect(updates).toBe(3);
    expect(summaries.passes - before).toBe(3 * columns.length);
  });

  test('the ladder waits for its frame, and walks then through each of its rungs once', async () => {
    const { store } = await racedStore(18);
    const { summaries } = store.getState();
    const shift = { shiftId: 'noise', severity: 3 };
    for (const methodId of ['ft', 'flyp']) {
      const about = { runId: 'run-1', methodId, step: 18, progress: 0.9, scope: 'live' } as const;
      store
        .getState()
        .applyEvents(
          fakeEvaluation(about).map((event) =>
            event.type === 'evaluation' || event.type === 'evaluation.done'
              ? { ...event, shift }
              : event,
          ),
        );
    }
    const rungs = () => climbers(store.getState()).flatMap(({ points }) => points);
    rungs();
    const seen = climbers.inputs(store.getState());
    const before = summaries.passes;
    store.getState().setTemperature(1.7);
    expect(climbers.inputs(store.getState())).not.toEqual(seen);
    expect(summaries.passes).toBe(before);
    expect(rungs().every(({ summary }) => summary.temperature === 1.7)).toBe(true);
    expect(rungs().filter(({ severity }) => severity === 3)).toHaveLength(2);
    rungs();
    expect(summaries.passes - before).toBe(rungs().length);
  });

  test('the table follows it: its own T* at raw and own, the slider otherwise', async () => {
    const { store } = await racedStore(18);
    const shown = () => shownResult(store.getState(), 'ft')?.splits[0]?.scaled.temperature;
    const own = ownResult(store.getState(), 'ft')!.temperature;
    expect(shown()).toBe(own);
    store.getState().setTemperature('own');
    expect(shown()).toBe(own);
    store.getState().setTemperature(1.5);
    expect(shown()).toBe(1.5);
  });
});

test('an evaluation that is measured again is asked about again, and shown', async () => {
  const { store, stats } = await racedStore(18);
  const about = { runId: 'run-1', methodId: 'ft', step: 0, scope: 'live' } as const;
  const before = ownResult(store.getState(), 'ft')!;
  store.getState().applyEvents(fakeEvaluation({ ...about, progress: 0.7 }));
  await vi.advanceTimersByTimeAsync(400);
  expect(stats.asked).toContain(evaluationKey(about));
  const after = ownResult(store.getState(), 'ft')!;
  expect(after.row.idAcc).not.toBe(before.row.idAcc);
  expect(after.splits[0]!.raw.eceInterval).not.toBeNull();
});

describe('bins and clock', () => {
  test('other bins are drawn at once, raw and scaled', async () => {
    const { store, stats } = await racedStore(18);
    store.getState().setBins(7, 'mass');
    const { raw, scaled } = ownResult(store.getState(), 'carot')!.splits[0]!;
    expect(stats.asked).toEqual([]);
    expect(raw).toMatchObject({ binCount: 7, binning: 'mass' });
    expect(scaled).toMatchObject({ binCount: 7, binning: 'mass' });
    await vi.advanceTimersByTimeAsync(400);
    expect(ownResult(store.getState(), 'carot')!.splits[0]!.raw.eceInterval).not.toBeNull();
  });

  test('what moved before the last move gets its intervals too', async () => {
    const { store } = await racedStore(18);
    store.getState().setBins(9, 'width');
    store.getState().setAlpha(0.6);
    await vi.advanceTimersByTimeAsync(400);
    for (const id of ids) {
      expect(ownResult(store.getState(), id)!.splits[0]!.raw.eceInterval).not.toBeNull();
    }
  });

  test('scrubbing shows an evaluation that was fitted before at once', async () => {
    const { store, stats } = await racedStore(19);
    store.getState().scrubTo(0);
    expect(ownResult(store.getState(), 'ft')).toMatchObject({ step: 0, scope: 'live' });
    expect(stats.asked).toEqual([]);
    store.getState().scrubTo(null);
    await vi.advanceTimersByTimeAsync(400);
    expect(ownResult(store.getState(), 'ft')).toMatchObject({ step: 19, scope: 'full' });
  });
});

test('fake evaluations are the same for the same name', () => {
  const about = { runId: 'r', methodId: 'ft', step: 3, progress: 0.5, scope: 'live' } as const;
  const logits = () =>
    fakeEvaluation(about).flatMap((e) => (e.type === 'evaluation' ? [e.logits] : []));
  expect(logits()).toEqual(logits());
});
