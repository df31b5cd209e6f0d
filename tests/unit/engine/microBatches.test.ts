import { describe, expect, test, vi } from 'vitest';
import { batchSource } from '../../../src/engine/batchSource.ts';
import { lossAndGradients } from '../../../src/engine/lane/gradients.ts';
import { createLane } from '../../../src/engine/lane/lane.ts';
import { trainingMemory } from '../../../src/engine/preflight.ts';
import { raceStart } from '../../../src/engine/raceStart.ts';
import { disposeBatch, uploadBatch } from '../../../src/engine/upload.ts';
import { isTrained, methods } from '../../../src/methods/registry.ts';
import * as tf from '../../../src/ops/tf.ts';
import { defaultParams } from '../../../src/protocol/runConfig.ts';
import { tinyLab } from '../../support/tinyLab.ts';
import { collect, tinyConfig, tinyRace } from './tinyRace.ts';

const trained = methods.filter(isTrained);

/** Loss, parts and gradients by name of one step, so many images at once. */
async function oneStep(id: string, most: number, params: Record<string, string | number> = {}) {
  const lab = tinyLab();
  const config = tinyConfig([id], { batchSize: 12 });
  const start = raceStart(config, lab);
  const method = trained.find((one) => one.id === id)!;
  const all = { ...defaultParams(method.params), ...params };
  const lane = createLane(method, all, start, config.optimizer);
  // A teacher that has moved, so that there is something to distil.
  const { teacher } = lane;
  const scale = teacher?.model.variables.get('logit_scale');
  if (scale) tf.tidy(() => scale.assign(tf.mul(scale, 0.8)));
  const batch = uploadBatch(batchSource(config, lab)(0), lab, start.prompts);
  const images = vi.spyOn(lane.model, 'encodeImages');
  const { parts, loss, grads } = await lossAndGradients(lane, batch, most);
  const calls = images.mock.calls.map(([x]) => x.shape[0]);
  const read = async (tensor: tf.Tensor) => Array.from(await tensor.data());
  const numbers: Record<string, number[]> = { loss: await read(loss) };
  for (const [name, part] of Object.entries(parts)) numbers[name] = await read(part);
  for (const [name, gradient] of grads) numbers[name] = await read(gradient);
  tf.dispose([loss, ...Object.values(parts), ...grads.values()]);
  disposeBatch(batch);
  lane.dispose();
  start.dispose();
  lab.pretrained.dispose();
  return { numbers, calls };
}

/** Largest difference, in units of the largest number. */
function difference(a: readonly number[], b: readonly number[]): number {
  const scale = Math.max(1e-6, ...a.map(Math.abs));
  return Math.max(...a.map((value, i) => Math.abs(value - b[i]!))) / scale;
}

const variants = [
  ...trained.map(({ id }) => [id, {}] as const),
  ['flyp', { samePairs: 'multi_positive', labelSmoothing: 0.1 }] as const,
  ['carot', { samePairs: 'masked' }] as const,
];

describe('micro-batches', () => {
  test.each(variants)(
    '%s %o: loss and every gradient are those of the whole',
    async (id, params) => {
      const before = tf.memory().numTensors;
      const whole = await oneStep(id, 12, params);
      const parts = await oneStep(id, 5, params);
      expect(tf.memory().numTensors).toBe(before);
      expect(whole.calls).toEqual([12]);
      // Towers that rest are not run on the tape.
      expect(parts.calls).toEqual(id.startsWith('lp') ? [5, 5, 2] : [5, 5, 2, 5, 5, 2]);
      expect(Object.keys(parts.numbers).sort()).toEqual(Object.keys(whole.numbers).sort());
      const largest = Math.max(...Object.values(whole.numbers).flat().map(Math.abs));
      for (const [name, values] of Object.entries(whole.numbers)) {
        expect(parts.numbers[name]!.length, name).toBe(values.length);
        // What is rounding noise in the whole (a key's bias) is compared with the largest gradient.
        const isNoise = Math.max(...values.map(Math.abs)) < 1e-5 * largest;
        if (!isNoise) expect(difference(values, parts.numbers[name]!), name).toBeLessThan(1e-5);
      }
    },
  );

  test('a race on a device too small for its batch has the curves of one that is not', async () => {
    const config = tinyConfig(['ft', 'carot'], {
      steps: 3,
      evaluation: { everySteps: 0, liveLimit: 4, finalLimit: 4 },
    });
    const losses = async (limits?: { maxTensorBytes: number; maxTotalBytes: number }) => {
      const tiny = tinyRace(config, undefined, { ...(limits && { limits }) });
      const events = await collect(tiny.race.train());
      tiny.dispose();
      return events.flatMap((e) => (e.type === 'train.step' ? [e.loss] : []));
    };
    const { largestTensorBytes } = trainingMemory(tinyLab().pretrained.config, 8, 3);
    const whole = await losses();
    const split = await losses({ maxTensorBytes: largestTensorBytes, maxTotalBytes: 1e12 });
    expect(split.length).toBe(6);
    expect(difference(whole, split)).toBeLessThan(1e-4);
  });
});
