import { crossEntropy } from '../ops/crossEntropy.ts';
import { expectShape } from '../ops/shapes.ts';
import * as tf from '../ops/tf.ts';

/**
 * Symmetric image–text contrastive loss over one batch, the objective of CLIP and FLYP.
 *
 *   L = ½ · [ H(T, S) + H(Tᵀ, Sᵀ) ]     S = logitsPerImage, T = pairTargets, H = crossEntropy
 *
 * @param logitsPerImage [B, B] image i against text j, already multiplied by `logitScale`
 * @param pairTargets    [B, B] symmetric, rows sum to 1; the identity gives the published FLYP loss
 * @returns scalar, nats, mean over the batch: ln B at chance, 0 at best for identity targets
 * @throws ShapeError unless both are square and alike
 *
 * Source: Radford et al. 2021, arXiv:2103.00020, fig. 3; Goyal et al. 2022, arXiv:2212.00638.
 */
export function contrastiveLoss(logitsPerImage: tf.Tensor2D, pairTargets: tf.Tensor2D): tf.Scalar {
  const [size] = logitsPerImage.shape;
  expectShape(logitsPerImage, [size, size], 'logitsPerImage');
  expectShape(pairTargets, [size, size], 'pairTargets');
  return crossEntropy(logitsPerImage, pairTargets, 'rows and columns');
}

/** Far below any logit, yet finite, so that 0 · MASKED is 0 and not NaN. */
const MASKED = -1e9;

/**
 * The contrastive loss where some pairs take no part: they leave the denominator of the softmax.
 *
 * @param logitsPerImage [B, B]
 * @param pairTargets    [B, B] symmetric, rows sum to 1; what it puts on a masked pair is dropped
 * @param masked         [B, B] symmetric, 1 at pairs to leave out, else 0; diagonal 0
 * @returns scalar, nats; 0 at best for identity targets
 * @throws ShapeError unless all three are square and alike
 *
 * Not in FLYP or CaRot, which count another item of the same class as a negative.
 */
export function maskedContrastiveLoss(
  logitsPerImage: tf.Tensor2D,
  pairTargets: tf.Tensor2D,
  masked: tf.Tensor2D,
): tf.Scalar {
  expectShape(masked, logitsPerImage.shape, 'masked');
  const kept = tf.sub(1, masked);
  const logits = tf.add(tf.mul(logitsPerImage, kept), tf.mul(masked, MASKED)) as tf.Tensor2D;
  return contrastiveLoss(logits, tf.mul(pairTargets, kept) as tf.Tensor2D);
}
