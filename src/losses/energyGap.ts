import { expectShape } from '../ops/shapes.ts';
import { sumAll } from '../ops/sumAll.ts';
import * as tf from '../ops/tf.ts';

/**
 * How far the similarities of images to some texts have moved from the pretrained model's.
 *
 *   L = (1/N) Σᵢ (1/2M) Σₘ (s·⟨vₘ, uᵢ⟩ − s·⟨vₘ, u⁰ᵢ⟩)²
 *
 * Taken as s²/2M·‖(uᵢ − u⁰ᵢ)·Vᵀ‖², which loses no digits where the two are near.
 *
 * @param imageEmbeds [N, D] u, rows of length 1
 * @param pretrained  [N, D] u⁰, rows of length 1; no gradient
 * @param textEmbeds  [M, D] v, rows of length 1; no gradient
 * @param scale       s = exp(logit_scale), scalar
 * @returns scalar ≥ 0; 0 at best, before anything has moved
 * @throws ShapeError unless all are matrices of one width
 *
 * Source: Nam et al. 2024, arXiv:2404.00860, eq. 5.
 */
export function energyGap(
  imageEmbeds: tf.Tensor2D,
  pretrained: tf.Tensor2D,
  textEmbeds: tf.Tensor2D,
  scale: tf.Scalar,
): tf.Scalar {
  const [count, width] = imageEmbeds.shape;
  expectShape(pretrained, [count, width], 'pretrained');
  expectShape(textEmbeds, [null, width], 'textEmbeds');
  const moved = tf.matMul(tf.sub(imageEmbeds, pretrained), textEmbeds, false, true);
  const sum = sumAll(tf.square(tf.mul(moved, scale)));
  return tf.div(sum, 2 * count * textEmbeds.shape[0]);
}
