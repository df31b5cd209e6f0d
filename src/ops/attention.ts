import { customOp } from './customOp.ts';
import { ShapeError } from './errors.ts';
import { runOp } from './kernels.ts';
import { expectShape } from './shapes.ts';
import * as tf from './tf.ts';

/**
 * Scaled dot-product attention in heads.
 *
 *   o_h = softmax(q_h·k_hᵀ/√d + mask)·v_h     d = W/H; head h takes columns h·d … (h+1)·d − 1
 *
 * @param q    [B, Q, W]; Q = T, or fewer positions where only some states are needed
 * @param k    [B, T, W]
 * @param v    [B, T, W]
 * @param heads H
 * @param mask added to the scores, broadcast to [B, H, Q, T], without gradient; or null
 * @returns [B, Q, W]
 * @throws ShapeError unless the shapes agree and H divides W
 *
 * Source: Vaswani et al. 2017, arXiv:1706.03762, eq. 1 and section 3.2.2.
 */
export function attention(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  heads: number,
  mask: tf.Tensor | null,
): tf.Tensor3D {
  checkShapes(q, k, v, heads);
  return customOp(
    { q, k, v },
    (save) => {
      const inputs = { q, k, v, ...(mask && { mask }) };
      const composite = () => attend(q, k, v, heads, mask);
      const [out, weights] = runOp('attention', inputs, composite, { heads });
      save([q, k, v, weights!]);
      return out!;
    },
    (dy, saved) => {
      const [q, k, v, weights] = saved as [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D, tf.Tensor4D];
      const composite = () => gradients(dy as tf.Tensor3D, q, k, v, weights);
      // All three at once: the gradient of the scores is wanted by q and by k alike.
      const inputs = { dy, q, k, v, weights };
      const [dq, dk, dv] = runOp('attentionGradient', inputs, composite, { heads });
      return { q: () => dq!, k: () => dk!, v: () => dv! };
    },
  ) as tf.Tensor3D;
}

/** The same with stock gradients: the oracle of `attention`. */
export function attentionComposite(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  heads: number,
  mask: tf.Tensor | null,
): tf.Tensor3D {
  checkShapes(q, k, v, heads);
  return attend(q, k, v, heads, mask)[0]!;
}

const scaleOf = (q: tf.Tensor3D, heads: number) => 1 / Math.sqrt(q.shape[2] / heads);

/** The result [B, Q, W], and the weights that its gradient needs: [B, H, Q, T]. */
function attend(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  heads: number,
  mask: tf.Tensor | null,
): [tf.Tensor3D, tf.Tensor4D] {
  return tf.tidy(() => {
    const scaledQ = tf.mul(splitHeads(q, heads), scaleOf(q, heads));
    const weights = attentionWeights(scaledQ, splitHeads(k, heads), mask);
    const out = tf.matMul(weights, splitHeads(v, heads)) as tf.Tensor4D;
    return [mergeHeads(out), weights];
  });
}

/** Gradients of q, k and v. @param weights [B, H, Q, T] */
function gradients(
  dy: tf.Tensor3D,
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  weights: tf.Tensor4D,
): tf.Tensor3D[] {
  return tf.tidy(() => {
    const heads = weights.shape[1];
    const scale = scaleOf(q, heads);
    const dOut = splitHeads(dy, heads);
    const dWeights = tf.matMul(dOut, splitHeads(v, heads), false, true);
    const dScores = softmaxGradient(dWeights, weights);
    const dq = tf.mul(tf.matMul(dScores, splitHeads(k, heads)), scale) as tf.Tensor4D;
    const scaledQ = tf.mul(splitHeads(q, heads), scale);
    const dk = tf.matMul(dScores, scaledQ, true, false) as tf.Tensor4D;
    const dv = tf.matMul(weights, dOut, true, false) as tf.Tensor4D;
    return [dq, dk, dv].map(mergeHeads);
  });
}

function checkShapes(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, heads: number): void {
  const [batch, , width] = q.shape;
  expectShape(q, [null, null, null], 'q');
  expectShape(k, [batch, null, width], 'k');
  expectShape(v, k.shape, 'v');
  if (width % heads !== 0) throw new ShapeError(`${heads} heads do not divide a width of ${width}`);
}

/** [B, T, W] → [B, H, T, d] */
function splitHeads(x: tf.Tensor3D, heads: number): tf.Tensor4D {
  const [batch, length, width] = x.shape;
  const parts = tf.reshape(x, [batch, length, heads, width / heads]);
  return tf.transpose(parts, [0, 2, 1, 3]) as tf.Tensor4D;
}

/** [B, H, T, d] → [B, T, W] */
function mergeHeads(x: tf.Tensor4D): tf.Tensor3D {
  const [batch, heads, length, size] = x.shape;
  return tf.reshape(tf.transpose(x, [0, 2, 1, 3]), [batch, length, heads * size]);
}

/** softmax(q·kᵀ + mask), [B, H, Q, T] */
function attentionWeights(q: tf.Tensor, k: tf.Tensor, mask: tf.Tensor | null): tf.Tensor4D {
  const scores = tf.matMul(q, k, false, true);
  return tf.softmax(mask ? tf.add(scores, mask) : scores) as tf.Tensor4D;
}

/** Gradient through p = softmax(s): p ∘ (dp − Σ dp∘p). */
function softmaxGradient(dWeights: tf.Tensor, weights: tf.Tensor): tf.Tensor {
  const product = tf.mul(dWeights, weights);
  return tf.sub(product, tf.mul(weights, tf.sum(product, -1, true)));
}
