import { afterEach, describe, expect, test, vi } from 'vitest';
import { importedRace, restoredRace } from '../../../src/engine/keptRace.ts';
import { createLane, type TrainingLane } from '../../../src/engine/lane/lane.ts';
import { readLane } from '../../../src/engine/lane/laneFile.ts';
import { mixedModel } from '../../../src/engine/mixedModel.ts';
import { entryOf } from '../../../src/engine/offer.ts';
import type { Race } from '../../../src/engine/race.ts';
import { RaceStage } from '../../../src/engine/raceStage.ts';
import { type RaceStart, raceStart } from '../../../src/engine/raceStart.ts';
import { carot } from '../../../src/methods/carot.ts';
import { ft } from '../../../src/methods/ft.ts';
import type { Method } from '../../../src/methods/method.ts';
import * as tf from '../../../src/ops/tf.ts';
import { defaultParams } from '../../../src/protocol/runConfig.ts';
import { tinyLab } from '../../support/tinyLab.ts';
import { collect, tinyConfig, tinyRace } from './tinyRace.ts';

const config = tinyConfig(['ft', 'carot'], {
  steps: 2,
  evaluation: { everySteps: 0, liveLimit: 4, finalLimit: 4 },
});

afterEach(() => vi.restoreAllMocks());

/** FT's head and CaRot's teacher in one: all that a lane can have. */
const both: Method = { ...ft, teacher: carot.teacher! };
const laneOf = (start: RaceStart): TrainingLane =>
  createLane(
    both,
    { ...defaultParams(carot.params), ...defaultParams(ft.params) },
    start,
    config.optimizer,
  );

/** Lets the device fail at each of its calls in turn. @returns how many there are */
function failEverywhere(make: () => { dispose(): void }): number {
  const before = tf.memory().numTensors;
  const engine = tf.engine();
  const { runKernel } = engine;
  for (let fatal = 1; ; fatal++) {
    let calls = 0;
    const spy = vi.spyOn(engine, 'runKernel').mockImplementation((...kernel) => {
      if (++calls === fatal) throw new RangeError('no room');
      return runKernel.apply(engine, kernel);
    });
    try {
      make().dispose();
      return fatal - 1;
    } catch (error) {
      expect(error).toEqual(new RangeError('no room'));
    } finally {
      spy.mockRestore();
      expect(tf.memory().numTensors, `failing at call ${fatal}`).toBe(before);
    }
  }
}

describe('where the device gives up, nothing is left on it', () => {
  test('of a lane, its head and its teacher, and of what is mixed from it', () => {
    const lab = tinyLab();
    const start = raceStart(config, lab);
    const weights = lab.pretrained.variables.size;
    // A model, a head; a teacher's model, its head.
    expect(failEverywhere(() => laneOf(start))).toBeGreaterThanOrEqual(2 * weights);
    const lane = laneOf(start);
    expect(failEverywhere(() => mixedModel(lane, start, 0.5))).toBeGreaterThanOrEqual(2 * weights);
    lane.dispose();
    start.dispose();
    lab.pretrained.dispose();
  });

  test('of a lane whose method cannot be set up', () => {
    const lab = tinyLab();
    const start = raceStart(config, lab);
    const before = tf.memory().numTensors;
    const faulty: Method = {
      ...ft,
      setup: () => {
        throw new Error('not today');
      },
    };
    const create = () => createLane(faulty, defaultParams(ft.params), start, config.optimizer);
    expect(create).toThrow('not today');
    expect(tf.memory().numTensors).toBe(before);
    start.dispose();
    lab.pretrained.dispose();
  });

  test('of a race from kept weights', async () => {
    const tiny = tinyRace(config);
    const weights = await tiny.race.saveWeights();
    const kept = new Map(
      Object.entries(weights).map(([id, bytes]) => [id, readLane(entryOf(id), bytes, 2)]),
    );
    expect([...kept.keys()]).toEqual(['ft', 'carot']);
    expect(failEverywhere(restoredRace(config, 2, weights, tiny.lab))).toBeGreaterThan(0);
    tiny.dispose();
  });
});

describe('a race that takes the place of another', () => {
  /** The most bytes that weights took while this was done. */
  async function peakOf(work: () => Promise<unknown>): Promise<number> {
    const engine = tf.engine();
    const { makeVariable } = engine;
    let peak = 0;
    vi.spyOn(engine, 'makeVariable').mockImplementation((...variable) => {
      const made = makeVariable.apply(engine, variable);
      peak = Math.max(peak, tf.memory().numBytes);
      return made;
    });
    await work();
    vi.restoreAllMocks();
    return peak;
  }

  test.each(['restored', 'imported'])('is made when that is gone: %s', async (kind) => {
    const lab = tinyLab();
    const without = tf.memory().numBytes;
    const { race } = tinyRace(config, undefined, lab);
    await collect(race.train());
    const weights = await race.saveWeights();
    const file = await race.exportWeights('carot');
    const stage = new RaceStage({ post: () => {}, broken: () => false });
    const model = {
      id: 'tiny',
      label: 'Tiny',
      version: '1',
      digest: 'd1',
      parameterCount: 1,
      activation: 'quick_gelu',
    };
    const ground = {
      backend: { backend: 'cpu', adapter: '', isFallbackAdapter: false, threads: 1 },
      dataset: lab.dataset,
      model,
    } as const;
    stage.begin(() => race, ground);
    const before = tf.memory().numBytes;
    const made = async (): Promise<() => Race> => {
      if (kind === 'restored') return restoredRace(config, 2, weights, lab);
      const loaded = { dataset: ground.dataset, model };
      return (await importedRace('carot.safetensors', file, lab, loaded, () => {})).make;
    };
    const peak = await peakOf(async () => stage.show(await made(), ground));
    const oneModel = [...lab.pretrained.variables.values()].reduce((sum, v) => sum + 4 * v.size, 0);
    // What is there at any time: the old race, and one model that is looked at first.
    expect(peak).toBeLessThan(before + 1.2 * oneModel);
    expect(before - without).toBeGreaterThan(6 * oneModel);
    stage.discard();
    lab.pretrained.dispose();
  });
});
