import { describe, expect, test, vi } from 'vitest';
import { batchLogits } from '../../../src/engine/lane/encode.ts';
import { createLane } from '../../../src/engine/lane/lane.ts';
import { trainStep } from '../../../src/engine/lane/trainStep.ts';
import { raceStart } from '../../../src/engine/raceStart.ts';
import {
  disposeBatch,
  type TrainBatch,
  uploadBatch,
  uploadCaptions,
} from '../../../src/engine/upload.ts';
import { carot } from '../../../src/methods/carot.ts';
import { defineMethod } from '../../../src/methods/method.ts';
import { headNames, ownHead } from '../../../src/methods/ownHead.ts';
import { methods } from '../../../src/methods/registry.ts';
import * as tf from '../../../src/ops/tf.ts';
import { defaultParams } from '../../../src/protocol/runConfig.ts';
import { expectClose } from '../../support/expectClose.ts';
import { tinyLab } from '../../support/tinyLab.ts';
import { tinyConfig } from './tinyRace.ts';

const lab = tinyLab();
const config = tinyConfig(['carot']);
const start = raceStart(config, lab);
const { imageSize, splits } = lab.dataset;
const train = splits[0]!;

/** Images whose captions are these rows of the bank; template 0 of each class. */
function batchOf(labels: readonly number[]): TrainBatch {
  const rows = labels.map((label) => train.labels.indexOf(label));
  const size = imageSize * imageSize * 3;
  const pixels = Uint8Array.from(
    rows.flatMap((row) => [...train.pixels.subarray(row * size, (row + 1) * size)]),
  );
  const templateIndices = new Int32Array(labels.length);
  const batch = { pixels, labels: Int32Array.from(labels), templateIndices };
  return uploadBatch(
    { ...batch, indices: Int32Array.from(rows), size: labels.length },
    lab,
    start.prompts,
  );
}

const twice = defineMethod({
  ...carot,
  id: 'twice',
  encodes: 'images',
  head: ownHead,
  trains: (name) => name === 'visual_projection.weight',
  setup: ({ zeroShotHead }) => {
    const weight = tf.variable(zeroShotHead);
    const variables = new Map<string, tf.Variable>([[headNames.weight, weight]]);
    return { variables, dispose: () => weight.dispose() };
  },
  lossParts: ({ student, teacher }) => ({
    distance: tf.add(tf.mean(tf.squaredDifference(student.logits, teacher!.logits)), 1),
  }),
});

describe('what the engine encodes of a batch', () => {
  test('each caption once, however often it occurs, with the numbers of encoding all', async () => {
    const batch = batchOf([2, 0, 2, 1, 0, 2]);
    const { distinct, rows } = batch.captions;
    expect(distinct.tokens.shape[0]).toBe(3);
    expect([...(await rows!.data())]).toEqual([0, 1, 0, 2, 1, 0]);
    const logits = batchLogits(lab.pretrained, batch);
    const wanted = tf.tidy(() => {
      const { templateCount } = start.prompts;
      const all = start.prompts.take([2, 0, 2, 1, 0, 2].map((k) => k * templateCount));
      const cosines = tf.matMul(
        lab.pretrained.encodeImages(batch.images),
        lab.pretrained.encodeTexts(all),
        false,
        true,
      );
      return tf.mul(cosines, lab.pretrained.logitScale());
    });
    expectClose(await logits.data(), await wanted.data());
    tf.dispose([logits, wanted]);
    disposeBatch(batch);
  });

  test('captions that all differ keep their order, and are not looked up', () => {
    const { distinct, rows } = uploadCaptions([3, 1, 2], start.prompts);
    expect(rows).toBeNull();
    expect(distinct.tokens.shape[0]).toBe(3);
    tf.dispose([distinct.tokens, distinct.eosPositions]);
  });

  test('images alone for a method of images; pairs, and the teacher beside it, once each for one of pairs', async () => {
    const batch = batchOf([0, 1, 2, 3]);
    for (const method of methods) {
      if (!('lossParts' in method)) continue;
      const lane = createLane(method, defaultParams(method.params), start, config.optimizer);
      const calls = [lane.model, lane.teacher?.model].map((model) =>
        model ? [vi.spyOn(model, 'encodeImages'), vi.spyOn(model, 'encodeTexts')] : [],
      );
      (await trainStep(lane, batch, { learningRate: 1e-4, clipNorm: 1 })).packed.dispose();
      const each = method.encodes === 'pairs' ? [1, 1] : [1, 0];
      const counts = calls.map((spies) => spies.map((spy) => spy.mock.calls.length));
      // Random texts go through the pretrained text tower, which stays that of a frozen teacher.
      const taught = [each[0], each[1]! + (method.randomTexts ? 1 : 0)];
      expect(counts, method.id).toEqual([each, method.teacher ? taught : []]);
      vi.restoreAllMocks();
      lane.dispose();
    }
    disposeBatch(batch);
  });
});

describe('a teacher', () => {
  test('of a method that trains a head follows the head too, and only what is trained', async () => {
    const batch = batchOf([0, 1, 2, 3]);
    const params = { ...defaultParams(carot.params), emaMomentum: 0.25 };
    const lane = createLane(twice, params, start, config.optimizer);
    expect([...lane.arena.views.keys()]).toEqual(['visual_projection.weight', headNames.weight]);
    const before = new Map<string, Float32Array>();
    for (const [name, view] of lane.arena.views)
      before.set(name, (await view.data()).slice() as Float32Array);
    (await trainStep(lane, batch, { learningRate: 0.1, clipNorm: 0 })).packed.dispose();
    const teacher = lane.teacher!;
    const all = new Map([...teacher.model.variables, ...teacher.variables]);
    for (const [name, view] of lane.arena.views) {
      const now = await view.data();
      const wanted = Array.from(now, (x, i) => 0.25 * before.get(name)![i]! + 0.75 * x);
      expectClose(await all.get(name)!.data(), wanted);
    }
    expect(teacher.numbers.pretrainedWeight).toBe(0.25);
    const frozen = 'text_projection.weight';
    expect(await teacher.model.variables.get(frozen)!.data()).toEqual(
      await lab.pretrained.variables.get(frozen)!.data(),
    );
    lane.dispose();
    disposeBatch(batch);
  });
});
