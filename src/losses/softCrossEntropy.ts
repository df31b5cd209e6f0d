import { crossEntropy } from '../ops/crossEntropy.ts';
import type * as tf from '../ops/tf.ts';

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
export const softCrossEntropy = (logits: tf.Tensor2D, targets: tf.Tensor2D): tf.Scalar =>
  crossEntropy(logits, targets, 'rows');
