import { customOp } from '../ops/customOp.ts';
import { expectSameShape, expectShape } from '../ops/shapes.ts';
import { sumAll } from '../ops/sumAll.ts';
import * as tf from '../ops/tf.ts';

/**
 * Cross-entropy against soft targets, mean over the rows.
 *
 *   H(Q, Z) = −(1/N) Σᵢ Σₖ Qᵢₖ · log softmax(Zᵢ)ₖ        dZ = (softmax(Z)·ΣQ − Q)/N
 *
 * Goes through log-softmax, so logits of any size are safe. The targets take no gradient.
 *
 * @param logits  [N, C]
 * @param targets [N, C] rows ≥ 0, sums 1
 * @returns scalar, nats: ln C for equal logits; at best the mean entropy of the targets, 0 if one-hot
 * @throws ShapeError unless the two are matrices of one shape
 *
 * Source: Szegedy et al. 2016, arXiv:1512.00567, section 7, for smoothed targets.
 */
export function softCrossEntropy(logits: tf.Tensor2D, targets: tf.Tensor2D): tf.Scalar {
  expectShape(logits, [null, null], 'logits');
  expectSameShape(logits, targets, 'logits', 'targets');
  const rowCount = logits.shape[0];
  return customOp(
    { logits },
    (save) => {
      const logProbs = tf.logSoftmax(logits);
      save([logProbs, targets]);
      return meanOverRows(logProbs, targets);
    },
    (dy, [logProbs, targets]) => ({
      logits: () => {
        const mass = tf.sum(targets!, -1, true); // 1, up to rounding
        const difference = tf.sub(tf.mul(tf.exp(logProbs!), mass), targets!);
        return tf.mul(difference, tf.div(dy, rowCount));
      },
    }),
  ) as tf.Scalar;
}

/** The same with stock gradients: the oracle of `softCrossEntropy`. */
export function softCrossEntropyComposite(logits: tf.Tensor2D, targets: tf.Tensor2D): tf.Scalar {
  return meanOverRows(tf.logSoftmax(logits), targets);
}

function meanOverRows(logProbs: tf.Tensor, targets: tf.Tensor): tf.Scalar {
  return tf.div(tf.neg(sumAll(tf.mul(targets, logProbs))), logProbs.shape[0]!);
}
