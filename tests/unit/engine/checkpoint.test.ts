import { describe, expect, test } from 'vitest';
import { createCheckpoints } from '../../../src/engine/checkpoints.ts';
import type { Race } from '../../../src/engine/race.ts';
import type { RaceEvent } from '../../../src/engine/raceEvent.ts';
import type { CheckpointShelf, KeptCheckpoint } from '../../../src/io/checkpointShelf.ts';
import { collect, logitsOf, tinyConfig, tinyRace } from './tinyRace.ts';

const ids = ['zs', 'ft', 'flyp', 'carot', 'l2-sp'];
const config = tinyConfig(ids);

const stepsOf = (events: readonly RaceEvent[]) =>
  events.flatMap((event) => {
    if (event.type !== 'train.step') return [];
    const { stepMs: _, ...numbers } = event;
    return [numbers];
  });
const evaluated = (events: readonly RaceEvent[]) =>
  events.flatMap((event) =>
    event.type === 'evaluation'
      ? [{ ...event, logits: [...event.logits], evalMs: 0, indices: [...event.indices] }]
      : [],
  );

/** Runs until a round has ended at this step, and no further. */
async function upTo(race: Race, step: number): Promise<RaceEvent[]> {
  const events: RaceEvent[] = [];
  for await (const event of race.train()) {
    events.push(event);
    if (event.type === 'round.end' && event.step === step) break;
  }
  return events;
}

describe('a race from a checkpoint', () => {
  test.each([2, 3, 6])('taken at step %i is the race without it, bit for bit', async (step) => {
    const whole = tinyRace(config);
    const expected = await collect(whole.race.train());
    whole.dispose();
    const first = tinyRace(config);
    const before = await upTo(first.race, step);
    const checkpoint = await first.race.saveCheckpoint();
    first.dispose();
    const second = tinyRace(config, { checkpoint });
    expect(second.race.step).toBe(step);
    const after = await collect(second.race.train());
    second.dispose();
    expect([...stepsOf(before), ...stepsOf(after)]).toEqual(stepsOf(expected));
    expect([...evaluated(before), ...evaluated(after)]).toEqual(evaluated(expected));
  });

  test('a lane that was catching up goes on catching up', async () => {
    const joined = tinyConfig(['zs', 'ft', 'carot']);
    const lane = joined.lanes.find(({ methodId }) => methodId === 'carot')!;
    const alone = tinyConfig(['zs', 'ft']);
    const race = tinyRace(alone);
    const events = race.race.train();
    const pull = async (until: (event: RaceEvent) => boolean) => {
      for (;;) {
        const { value, done } = await events.next();
        if (done || until(value)) return;
      }
    };
    await pull((event) => event.type === 'round.end' && event.step === 4);
    race.race.addLane(joined, lane);
    await pull((event) => event.type === 'round.end' && event.step === 2);
    const checkpoint = await race.race.saveCheckpoint();
    await events.return(undefined);
    race.dispose();
    const again = tinyRace(joined, { checkpoint });
    expect(again.race.step).toBe(4);
    const after = await collect(again.race.train());
    const late = stepsOf(after).filter(({ methodId }) => methodId === 'carot');
    expect(late.map(({ step }) => step)).toEqual([3, 4, 5, 6]);
    const whole = tinyRace(joined);
    const expected = stepsOf(await collect(whole.race.train()));
    expect(stepsOf(after).map(({ methodId, step, loss }) => [methodId, step, loss])).toEqual(
      expect.arrayContaining(
        expected
          .filter(({ methodId, step }) => step > (methodId === 'carot' ? 2 : 4))
          .map(({ methodId, step, loss }) => [methodId, step, loss]),
      ),
    );
    expect(logitsOf(after).length).toBeGreaterThan(0);
    again.dispose();
    whole.dispose();
  });
});

function memoryShelf(): CheckpointShelf & { readonly kept: Map<string, KeptCheckpoint> } {
  const kept = new Map<string, KeptCheckpoint>();
  return {
    kept,
    put: async (description, lanes) => void kept.set(description.runId, { description, lanes }),
    descriptions: async () => [...kept.values()].map(({ description }) => description),
    get: async (runId) => kept.get(runId),
    remove: async (runId) => void kept.delete(runId),
  };
}

const parts = (runId: string, at: number) => ({
  runId,
  at,
  step: 40,
  config,
  backend: 'wasm' as const,
  datasetVersion: '1',
  lanes: new Map([['ft', { weights: Uint8Array.of(1, 2, 3), optimizer: Uint8Array.of(4) }]]),
});

describe('checkpoints', () => {
  test('are due after 10 s, or 20 steps where saving is slow, and when a race pauses', async () => {
    let now = 0;
    const shelf = memoryShelf();
    const slow: CheckpointShelf = {
      ...shelf,
      put: async (...checkpoint) => {
        now += 2_000;
        await shelf.put(...checkpoint);
      },
    };
    const checkpoints = createCheckpoints(
      async () => slow,
      async () => false,
      () => now,
    );
    checkpoints.begin();
    now = 9_999;
    expect(checkpoints.due(300, false)).toBe(false);
    expect(checkpoints.due(1, true)).toBe(true);
    now = 10_000;
    expect(checkpoints.due(1, false)).toBe(true);
    expect(checkpoints.due(0, true)).toBe(false);
    await checkpoints.save(40, async () => parts('a', 1));
    now += 10_000;
    // Two seconds of saving are more than a twentieth of ten.
    expect(checkpoints.due(41, false)).toBe(false);
    expect(checkpoints.due(60, false)).toBe(true);
    now += 30_000;
    expect(checkpoints.due(41, false)).toBe(true);
  });

  test('the newest that no tab runs is unfinished; older ones go', async () => {
    const shelf = memoryShelf();
    const running = new Set(['c']);
    const checkpoints = createCheckpoints(
      async () => shelf,
      async (id) => running.has(id),
    );
    for (const [at, id] of ['a', 'b', 'c'].entries())
      await checkpoints.save(1, async () => parts(id, at));
    expect(await checkpoints.unfinished()).toMatchObject({ runId: 'b', step: 40 });
    expect([...shelf.kept.keys()]).toEqual(['b', 'c']);
    await checkpoints.drop('b');
    expect(await checkpoints.unfinished()).toBeNull();
  });

  test('a damaged one is refused, and storage that is closed leaves nothing unfinished', async () => {
    const shelf = memoryShelf();
    const checkpoints = createCheckpoints(
      async () => shelf,
      async () => false,
    );
    await checkpoints.save(1, async () => parts('a', 1));
    expect((await checkpoints.load('a')).lanes.get('ft')?.weights).toEqual(Uint8Array.of(1, 2, 3));
    const { lanes } = shelf.kept.get('a') as unknown as ReturnType<typeof parts>;
    lanes.get('ft')!.weights[1] = 9;
    await expect(checkpoints.load('a')).rejects.toMatchObject({ code: 'no-checkpoint' });
    await expect(checkpoints.load('z')).rejects.toThrow('no checkpoint of this run any more');
    const closed = createCheckpoints(
      () => Promise.reject(new Error('closed')),
      async () => false,
    );
    expect(await closed.unfinished()).toBeNull();
    await expect(closed.save(1, async () => parts('a', 1))).rejects.toThrow('closed');
  });
});
