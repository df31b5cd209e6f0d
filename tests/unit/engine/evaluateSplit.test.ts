import { expect, test } from 'vitest';
import { evaluateSplit, evaluationIndices } from '../../../src/engine/evaluate.ts';
import { passSizes } from '../../../src/engine/evaluateSubject.ts';
import { offer } from '../../../src/engine/offer.ts';
import * as tf from '../../../src/ops/tf.ts';
import { makeRunConfig } from '../../../src/protocol/runConfig.ts';
import { expectClose, expectNoLeak } from '../../support/expectClose.ts';
import { tinyLab } from '../../support/tinyLab.ts';

const lab = tinyLab();
const [split] = lab.dataset.splits.filter(({ role }) => role === 'id');
const classCount = lab.dataset.classNames.length;

const evaluate = (chunk: number, weight: tf.Tensor2D, replaced?: Uint8Array) =>
  evaluateSplit(lab.pretrained, { weight, bias: null }, split!, {
    normalisation: lab.normalisation,
    indices: evaluationIndices(split!, 11),
    chunk,
    ...(replaced && { replaced }),
  });

const headOf = (classes = classCount) =>
  tf.randomNormal(
    [classes, lab.pretrained.config.projectionDim],
    0,
    1,
    'float32',
    5,
  ) as tf.Tensor2D;

test('logits do not depend on how many images go through at once', () =>
  expectNoLeak(async () => {
    const weight = headOf();
    const whole = await evaluate(11, weight);
    expect(whole.logits.length).toBe(11 * classCount);
    for (const chunk of [1, 4, 10]) {
      const parts = await evaluate(chunk, weight);
      expect(parts.indices).toEqual(whole.indices);
      expectClose(parts.logits, whole.logits, { atol: 1e-6, rtol: 1e-5 });
    }
    weight.dispose();
  }));

test('an error while one chunk is on its way is the caller’s, and leaves nothing behind', () =>
  expectNoLeak(async () => {
    const weight = headOf();
    // Bytes of the first four images alone.
    const short = new Uint8Array((4 * split!.pixels.length) / split!.count);
    await expect(evaluate(4, weight, short)).rejects.toThrow(/^0 bytes, expected \d+ images of/);
    weight.dispose();
  }));

test('the sizes of all passes of a run are known before it', () => {
  const base = makeRunConfig([], offer);
  const config = {
    ...base,
    batchSize: 4,
    evaluation: { everySteps: 1, liveLimit: 6, finalLimit: 0 },
  };
  const splits = lab.dataset.splits.map((each) => ({ ...each, count: 9 }));
  const nine = { ...lab, dataset: { ...lab.dataset, splits } };
  // In fours: six is four and two, nine is twice four and one.
  expect(passSizes(nine, config).sort()).toEqual([1, 2, 4]);
  expect(passSizes(nine, { ...config, batchSize: 100 }).sort()).toEqual([6, 9]);
});
