import { expect, test } from 'vitest';
import { focalLoss } from '../../../src/losses/focal.ts';
import { softCrossEntropy } from '../../../src/losses/softCrossEntropy.ts';
import { oneHotTargets } from '../../../src/losses/targets.ts';
import * as tf from '../../../src/ops/tf.ts';
import { expectNoLeak, expectTensorClose } from '../../support/expectClose.ts';

const rows = [
  [2.5, -1, 0.25],
  [0, 0, 0],
  [-3, 1.5, 1],
  [0.5, 4, -2],
];
const labels = [0, 2, 0, 1];

/** In double precision, straight from the formula. */
function focalOf(logits: readonly (readonly number[])[], gamma: number): number {
  const items = logits.map((row, i) => {
    const p = Math.exp(row[labels[i]!]!) / row.reduce((sum, z) => sum + Math.exp(z), 0);
    return -((1 - p) ** gamma) * Math.log(p);
  });
  return items.reduce((a, b) => a + b, 0) / items.length;
}

const hard = () => oneHotTargets(tf.tensor1d(labels, 'int32'), 3);

test.each([0.5, 1, 2, 3, 7.5])(
  'γ = %d has the value of the formula and its slopes',
  async (gamma) => {
    const { value, grad } = tf.valueAndGrad((z: tf.Tensor) =>
      focalLoss(z as tf.Tensor2D, hard(), gamma),
    )(tf.tensor2d(rows));
    const tolerance = { rtol: 2e-5, atol: 2e-6 };
    await expectTensorClose(value, [focalOf(rows, gamma)], tolerance, 'value');
    const h = 1e-5;
    const slopes = rows.flatMap((row, i) =>
      row.map((_, j) => {
        const moved = (by: number) =>
          rows.map((r, k) => r.map((z, l) => (k === i && l === j ? z + by : z)));
        return (focalOf(moved(h), gamma) - focalOf(moved(-h), gamma)) / (2 * h);
      }),
    );
    await expectTensorClose(grad, slopes, tolerance, 'gradient');
  },
);

test('γ = 0 is cross-entropy, gradient included', async () => {
  const both = [
    (z: tf.Tensor) => focalLoss(z as tf.Tensor2D, hard(), 0),
    (z: tf.Tensor) => softCrossEntropy(z as tf.Tensor2D, hard()),
  ].map((loss) => tf.valueAndGrad(loss)(tf.tensor2d(rows)));
  const [focal, entropy] = both as [(typeof both)[0], (typeof both)[0]];
  expect([...(await focal.value.data())]).toEqual([...(await entropy.value.data())]);
  expect([...(await focal.grad.data())]).toEqual([...(await entropy.grad.data())]);
});

test('a model that is as sure as float32 can be gives 0, and no NaN', () =>
  expectNoLeak(async () => {
    const given = tf.tensor2d([
      [200, 0, -200],
      [0, 0, 200],
      [200, 0, 0],
      [0, 200, 0],
    ]);
    const targets = tf.tidy(hard);
    for (const gamma of [0.5, 3]) {
      const { value, grad } = tf.valueAndGrad((z: tf.Tensor) =>
        focalLoss(z as tf.Tensor2D, targets, gamma),
      )(given);
      expect(Math.abs((await value.data())[0]!)).toBe(0);
      expect([...(await grad.data())].map(Math.abs)).toEqual(new Array(12).fill(0));
      tf.dispose([value, grad]);
    }
    tf.dispose([given, targets]);
  }));
