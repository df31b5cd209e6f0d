import { describe, expect, test } from 'vitest';
import { entryOf, offer } from '../../../src/engine/offer.ts';
import type { Race } from '../../../src/engine/race.ts';
import type { RaceEvent } from '../../../src/engine/raceEvent.ts';
import { withLane } from '../../../src/engine/withLane.ts';
import * as tf from '../../../src/ops/tf.ts';
import { LabError } from '../../../src/protocol/labError.ts';
import { defaultParams, type LaneConfig } from '../../../src/protocol/runConfig.ts';
import { collect, storyOf, tinyConfig, tinyRace } from './tinyRace.ts';

const laneOf = (methodId: string): LaneConfig => ({
  methodId,
  params: defaultParams(entryOf(methodId).params),
});

/** Runs a race and adds a lane after so many events. */
async function raceAdding(race: Race, methodId: string, after: number): Promise<RaceEvent[]> {
  const events: RaceEvent[] = [];
  for await (const event of race.train()) {
    events.push(event);
    if (events.length !== after) continue;
    const lane = laneOf(methodId);
    race.addLane(withLane(race.config, lane, offer), lane);
  }
  return events;
}

/** Short, so that five pairs of races do not take long. */
const brief = (ids: readonly string[]) =>
  tinyConfig(ids, { steps: 4, evaluation: { everySteps: 2, liveLimit: 4, finalLimit: 4 } });
/** A busy machine may take its time. */
const PATIENCE_MS = 30_000;

describe('a lane that joins late', () => {
  test.each([
    ['carot', 1],
    ['carot', 9],
    ['carot-neurips', 10],
    ['l2-sp', 17],
    ['ft', 22],
  ])(
    '%s after event %i has the story of one raced from the beginning',
    async (id, after) => {
      const whole = tinyRace(brief(['zs', 'flyp', id]));
      const straight = await collect(whole.race.train());
      const late = tinyRace(brief(['zs', 'flyp']));
      const events = await raceAdding(late.race, id, after);
      expect(storyOf(events, id)).toEqual(storyOf(straight, id));
      expect(storyOf(events, 'flyp')).toEqual(storyOf(straight, 'flyp'));
      // Not only what was reported: every weight, and the method's own.
      const [a, b] = [await whole.race.saveWeights(), await late.race.saveWeights()];
      expect(Object.keys(b)).toContain(id);
      expect(Buffer.compare(b[id]!, a[id]!)).toBe(0);
      whole.dispose();
      late.dispose();
    },
    PATIENCE_MS,
  );

  test('keeps no tensor, also when it is stopped while it catches up', async () => {
    const run = async () => {
      const { race, dispose } = tinyRace(tinyConfig(['ft']));
      const events = race.train();
      let joined = 0;
      for await (const event of events) {
        if (event.type === 'train.step' && event.methodId === 'carot') joined += 1;
        if (event.type === 'round.end' && event.step === 4 && joined === 0) {
          race.addLane(withLane(race.config, laneOf('carot'), offer), laneOf('carot'));
        }
        if (joined === 2) break;
      }
      // It can still be looked at, at the step it reached.
      const [evaluation] = await collect(race.evaluate('carot', 'live'));
      expect(evaluation).toMatchObject({ methodId: 'carot', step: 2 });
      dispose();
    };
    await run();
    const before = tf.memory().numTensors;
    await run();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('a step of its own is followed by a place to pause', async () => {
    const { race, dispose } = tinyRace(tinyConfig(['flyp'], { steps: 4 }));
    const events = await raceAdding(race, 'ft', 12);
    const types = events.filter((e) => e.type === 'train.step' || e.type === 'round.end');
    const alone = types.findIndex((e) => e.type === 'train.step' && e.methodId === 'ft');
    expect(alone).toBeGreaterThan(0);
    expect(types[alone + 1]).toEqual({ type: 'round.end', step: 1 });
    dispose();
  });
});

describe('the config of a race with one lane more', () => {
  const config = tinyConfig(['zs', 'flyp']);

  test('has the lane, and the views on it at the alpha of the others', () => {
    const ft = withLane(config, laneOf('ft'), offer);
    expect(ft.lanes.map(({ methodId }) => methodId)).toEqual(['zs', 'flyp', 'ft']);
    expect(ft.views).toEqual([{ methodId: 'wise-ft', alpha: 0.5 }]);
    const moved = { ...ft, views: [{ methodId: 'wise-ft', alpha: 0.8 }] };
    expect(withLane(moved, laneOf('ft-ls'), offer).views).toEqual([
      { methodId: 'wise-ft', alpha: 0.8 },
      { methodId: 'wise-ft-ls', alpha: 0.8 },
    ]);
    expect(config.lanes.length).toBe(2);
  });

  test.each([
    ['unknown-method', { methodId: 'sgd', params: {} }],
    ['unknown-method', { methodId: '__proto__', params: {} }],
    ['lane-there', laneOf('flyp')],
    ['not-raceable', { methodId: 'zs', params: {} }],
    ['not-raceable', { methodId: 'wise-ft', params: {} }],
    ['not-raceable', { methodId: 'imported', params: {} }],
    ['bad-config', { methodId: 'ft', params: { labelSmoothing: 2 } }],
    ['bad-config', { methodId: 'ft', params: {} }],
  ])('is refused with %s: %o', (code, lane) => {
    expect(() => withLane(config, lane, offer)).toThrow(LabError);
    expect(() => withLane(config, lane, offer)).toThrow(expect.objectContaining({ code }));
  });
});
