import { customOp } from '../ops/customOp.ts';
import { expectShape } from '../ops/shapes.ts';
import { sumAll } from '../ops/sumAll.ts';
import * as tf from '../ops/tf.ts';

/**
 * Frobenius norm whose gradient at 0 is 0, where x/‖x‖ would be 0/0.
 *
 * @param x any shape
 * @returns scalar ≥ 0
 */
export function frobeniusNorm(x: tf.Tensor): tf.Scalar {
  return customOp(
    { x },
    (save) => {
      const norm = tf.sqrt(sumAll(tf.square(x)));
      save([x, norm]);
      return norm;
    },
    // At 0 the numerator is 0 as well, so any divisor will do.
    (dy, [x, norm]) => ({
      x: () => tf.mul(x!, tf.div(dy, tf.add(norm!, tf.cast(tf.equal(norm!, 0), 'float32')))),
    }),
  ) as tf.Scalar;
}

/**
 * How far the rows of the visual projection are from orthonormal.
 *
 *   L_OC = ‖ W·Wᵀ − I ‖_F       dL/dW = 2·(W·Wᵀ − I)·W / L_OC, and 0 where L_OC is 0
 *
 * The norm itself, as in the released code; the paper prints its square.
 *
 * @param visualProjection [D, W] as Hugging Face stores it (the released code holds the transpose)
 * @returns scalar; 0 at best if W ≥ D, else √(D − W)
 * @throws ShapeError unless it is a matrix
 *
 * Source: Oh et al. 2024, arXiv:2311.01723, eq. for L_OC.
 */
export function orthogonalityPenalty(visualProjection: tf.Tensor2D): tf.Scalar {
  expectShape(visualProjection, [null, null], 'visualProjection');
  const gram = tf.matMul(visualProjection, visualProjection, false, true); // [D, D]
  return frobeniusNorm(tf.sub(gram, tf.eye(visualProjection.shape[0])));
}

/**
 * Norm of the product of the two projections, a term of the released command line (`cross_fnorm`)
 * that the printed objective does not name.
 *
 *   ‖ W_vᵀ · W_t ‖_F
 *
 * @param visualProjection [D, W_v]
 * @param textProjection   [D, W_t]
 * @returns scalar ≥ 0
 * @throws ShapeError unless both have D rows
 */
export function crossNorm(visualProjection: tf.Tensor2D, textProjection: tf.Tensor2D): tf.Scalar {
  expectShape(visualProjection, [null, null], 'visualProjection');
  expectShape(textProjection, [visualProjection.shape[0], null], 'textProjection');
  return frobeniusNorm(tf.matMul(visualProjection, textProjection, true, false));
}
