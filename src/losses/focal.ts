import { customOp } from '../ops/customOp.ts';
import { expectSameShape, expectShape } from '../ops/shapes.ts';
import { sumAll } from '../ops/sumAll.ts';
import * as tf from '../ops/tf.ts';
import { softCrossEntropy } from './softCrossEntropy.ts';

/**
 * Focal loss: cross-entropy that counts an item the less the surer the model is of its class.
 *
 *   L = −(1/N) Σᵢ (1 − pᵢ)^γ · log pᵢ        p = softmax(Z) at the true class
 *
 *   dL/dlog p = −(1 − p)^γ · [1 − γ·p·log p/(1 − p)]/N,  dlog p/dZ = onehot − softmax(Z)
 *
 * Goes through log-softmax; where p rounds to 1, log p/(1 − p) is its limit −1.
 *
 * @param logits [N, C]
 * @param hard   [N, C] one-hot rows
 * @param gamma  γ ≥ 0; 0 is cross-entropy
 * @returns scalar, nats; 0 at best
 * @throws ShapeError unless the two are matrices of one shape
 *
 * Source: Lin et al. 2017, arXiv:1708.02002, eq. 4.
 */
export function focalLoss(logits: tf.Tensor2D, hard: tf.Tensor2D, gamma: number): tf.Scalar {
  expectShape(logits, [null, null], 'logits');
  expectSameShape(logits, hard, 'logits', 'hard');
  if (gamma === 0) return softCrossEntropy(logits, hard);
  const rowCount = logits.shape[0];
  return customOp(
    { logits },
    (save) => {
      const logProbs = tf.logSoftmax(logits);
      const logTrue = tf.sum(tf.mul(logProbs, hard), 1, true); // [N, 1]
      const doubt = tf.maximum(tf.sub(1, tf.exp(logTrue)), 0);
      const focus = tf.pow(doubt, gamma);
      save([logProbs, logTrue, doubt, focus, hard]);
      return tf.div(tf.neg(sumAll(tf.mul(focus, logTrue))), rowCount);
    },
    (dy, [logProbs, logTrue, doubt, focus, hard]) => ({
      logits: () => {
        const isSure = tf.cast(tf.equal(doubt!, 0), 'float32');
        const ratio = tf.sub(tf.div(logTrue!, tf.add(doubt!, isSure)), isSure);
        const inner = tf.sub(1, tf.mul(tf.mul(tf.exp(logTrue!), ratio), gamma));
        const byRow = tf.mul(tf.mul(focus!, inner), tf.div(dy, rowCount));
        return tf.mul(tf.sub(tf.exp(logProbs!), hard!), byRow);
      },
    }),
  ) as tf.Scalar;
}
