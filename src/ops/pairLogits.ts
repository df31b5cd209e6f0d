import { customOp } from './customOp.ts';
import { implementationOf, runFused } from './kernels.ts';
import { expectShape } from './shapes.ts';
import * as tf from './tf.ts';

/**
 * Similarities of all pairs: S = exp(logScale)·u·vᵀ.
 *
 * @param u        [B, D]
 * @param v        [C, D]
 * @param logScale scalar
 * @returns [B, C]
 * @throws ShapeError unless u and v are matrices of one width
 *
 * Source: Radford et al. 2021, arXiv:2103.00020, fig. 3.
 */
export function pairLogits(u: tf.Tensor2D, v: tf.Tensor2D, logScale: tf.Scalar): tf.Tensor2D {
  const width = v.shape[1];
  expectShape(u, [null, width], 'u');
  expectShape(v, [null, null], 'v');
  expectShape(logScale, [], 'logScale');
  if (implementationOf('pairLogits', { u, v }) === 'composite') {
    return pairLogitsComposite(u, v, logScale);
  }
  return customOp(
    { u, v, logScale },
    (save) => {
      const [logits] = runFused('pairLogits', { u, v, logScale });
      save([u, v, logits!]);
      return logits!;
    },
    (dy, saved) => {
      const [u, v, logits] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
      const inputs = { dy, u, v, logScale, logits };
      const [du, dv, dLogScale] = runFused('pairLogitsGradient', inputs);
      return { u: () => du!, v: () => dv!, logScale: () => dLogScale! };
    },
  ) as tf.Tensor2D;
}

/** The same with stock ops: what other backends run, and the oracle of the kernels. */
export function pairLogitsComposite(
  u: tf.Tensor2D,
  v: tf.Tensor2D,
  logScale: tf.Scalar,
): tf.Tensor2D {
  return tf.mul(tf.matMul(u, v, false, true), tf.exp(logScale)) as tf.Tensor2D;
}
