import { expectShape } from '../ops/shapes.ts';
import * as tf from '../ops/tf.ts';

/**
 * One-hot rows of class labels.
 *
 * @param labels     [N] int32, 0 … classCount − 1
 * @returns [N, C]
 */
export function oneHotTargets(labels: tf.Tensor1D, classCount: number): tf.Tensor2D {
  expectShape(labels, [null], 'labels');
  // Not oneHot's own dtype: on WASM it writes integers into a float tensor.
  return tf.tidy(() => tf.cast(tf.oneHot(labels, classCount), 'float32')) as tf.Tensor2D;
}

/** Each item matches its own partner and nothing else, the published FLYP target: [B, B] identity. */
export function identityTargets(size: number): tf.Tensor2D {
  return tf.eye(size);
}

/**
 * Label smoothing: q = (1 − ε)·hard + ε/n over all n columns, the true one included. It is not the
 * variant that spreads ε over the n − 1 others. For classes n = C, for pairs of a batch n = B, so
 * one ε does not mean the same in both.
 *
 * @param hard    [N, n] rows sum to 1
 * @param epsilon in [0, 1)
 * @returns [N, n] rows sum to 1
 *
 * Source: Szegedy et al. 2016, arXiv:1512.00567, section 7.
 */
export function smoothTargets(hard: tf.Tensor2D, epsilon: number): tf.Tensor2D {
  if (epsilon === 0) return tf.clone(hard);
  return tf.tidy(() => tf.add(tf.mul(hard, 1 - epsilon), epsilon / hard.shape[1])) as tf.Tensor2D;
}

/** [B, B], 1 where two items of the batch have the same class, the diagonal included. */
function sameClass(labels: tf.Tensor1D): tf.Tensor2D {
  expectShape(labels, [null], 'labels');
  const column = tf.reshape(labels, [-1, 1]);
  return tf.cast(tf.equal(column, tf.reshape(labels, [1, -1])), 'float32') as tf.Tensor2D;
}

/**
 * Every item of the same class is as good a partner as one's own: row i is spread evenly over the
 * nᵢ items of the class of i.
 *
 * @param labels [B] int32
 * @returns [B, B] symmetric, rows sum to 1; the identity if no class comes twice
 *
 * Source: Khosla et al. 2020, arXiv:2004.11362, applied to pairs; not in FLYP or CaRot.
 */
export function samePairTargets(labels: tf.Tensor1D): tf.Tensor2D {
  return tf.tidy(() => {
    const same = sameClass(labels);
    return tf.div(same, tf.sum(same, -1, true)) as tf.Tensor2D;
  });
}

/**
 * Pairs that should leave the denominator of the contrastive loss: another item of the same class.
 *
 * @param labels [B] int32
 * @returns [B, B] symmetric, 0 or 1, diagonal 0
 */
export function samePairMask(labels: tf.Tensor1D): tf.Tensor2D {
  return tf.tidy(() => tf.sub(sameClass(labels), tf.eye(labels.shape[0])));
}
