import { describe, expect, test, vi } from 'vitest';
import { driveRace } from '../../../src/engine/driveRace.ts';
import { Gate } from '../../../src/engine/gate.ts';
import { trainStep } from '../../../src/engine/lane/trainStep.ts';
import type { RaceEvent } from '../../../src/engine/raceEvent.ts';
import * as tf from '../../../src/ops/tf.ts';
import { collect, storyOf, tinyConfig, tinyRace } from './tinyRace.ts';

vi.mock('../../../src/engine/lane/trainStep.ts', { spy: true });

const config = tinyConfig(['ft', 'flyp', 'carot'], { steps: 5 });
const quiet = { ...config, evaluation: { everySteps: 0, liveLimit: 4, finalLimit: 4 } };

const stepsOf = (events: readonly RaceEvent[]) =>
  events.flatMap((e) => (e.type === 'train.step' ? [`${e.methodId} ${e.step}`] : []));

/** A driver that keeps nothing. */
const plain = {
  enqueue: <T>(job: () => Promise<T>) => job(),
  broken: () => false,
  wantsCheckpoint: () => false,
  checkpoint: async () => {},
};

describe('a race that begins steps before the last are read', () => {
  test('has the same story as one that reads each at once, and leaves no tensor', async () => {
    const before = tf.memory().numTensors;
    const run = async (stepsInFlight: number) => {
      const tiny = tinyRace(config, undefined, { stepsInFlight });
      const events = await collect(tiny.race.train());
      tiny.dispose();
      return events;
    };
    const [atOnce, ahead] = [await run(0), await run(3)];
    for (const id of ['ft', 'flyp', 'carot']) {
      expect(storyOf(ahead, id)).toEqual(storyOf(atOnce, id));
    }
    expect(tf.memory().numTensors).toBe(before);
  });

  test('pauses and stops with every step reported that it has begun', async () => {
    const tiny = tinyRace(quiet, undefined, { stepsInFlight: 3 });
    const gate = new Gate();
    const told: RaceEvent[] = [];
    let rounds = 0;
    const driving = driveRace(tiny.race, gate, {
      ...plain,
      event: (event) => told.push(event),
      wantsCheckpoint: () => {
        rounds += 1;
        if (rounds === 2) gate.pause();
        return false;
      },
    });
    const two = ['ft 1', 'flyp 1', 'carot 1', 'ft 2', 'flyp 2', 'carot 2'];
    await vi.waitFor(() => expect(stepsOf(told)).toEqual(two));
    expect(tiny.race.step).toBe(2);
    gate.stop();
    await driving;
    expect(stepsOf(told)).toEqual(two);
    expect(told.at(-1)).toEqual({ type: 'run.phase', phase: 'stopped' });
    tiny.dispose();
  });

  test('reports all that a checkpoint holds before it is taken', async () => {
    const tiny = tinyRace({ ...quiet, steps: 2 }, undefined, { stepsInFlight: 3 });
    const told: string[] = [];
    await driveRace(tiny.race, new Gate(), {
      ...plain,
      event: (event) => told.push(...stepsOf([event])),
      wantsCheckpoint: () => true,
      checkpoint: async () => void told.push(`checkpoint ${tiny.race.step}`),
    });
    const round = (step: number) => ['ft', 'flyp', 'carot'].map((id) => `${id} ${step}`);
    expect(told).toEqual([...round(1), 'checkpoint 1', ...round(2), 'checkpoint 2']);
    tiny.dispose();
  });

  test('fails at the step whose loss was wrong, with its method, though others were begun', async () => {
    const file = '../../../src/engine/lane/trainStep.ts';
    const { trainStep: real } =
      await vi.importActual<typeof import('../../../src/engine/lane/trainStep.ts')>(file);
    let begun = 0;
    vi.mocked(trainStep).mockImplementation(async (...given) => {
      const pending = await real(...given);
      begun += 1;
      // The fifth step of three lanes: the second of FLYP.
      if (begun !== 5) return pending;
      pending.packed.dispose();
      return { ...pending, packed: tf.tensor1d([Number.NaN, 1, 1, 1]) };
    });
    const tiny = tinyRace(quiet, undefined, { stepsInFlight: 3 });
    const told: RaceEvent[] = [];
    await driveRace(tiny.race, new Gate(), { ...plain, event: (event) => told.push(event) });
    expect(begun).toBeGreaterThan(5);
    // CaRot's second step was done before FLYP's was read, so it is told too.
    expect(stepsOf(told)).toEqual(['ft 1', 'flyp 1', 'carot 1', 'ft 2', 'carot 2']);
    expect(told.slice(-2)).toMatchObject([
      { type: 'run.failed', code: 'bad-loss', step: 1, methodId: 'flyp' },
      { type: 'run.phase', phase: 'failed' },
    ]);
    expect(() => tiny.dispose()).not.toThrow();
    vi.mocked(trainStep).mockRestore();
  });
});
