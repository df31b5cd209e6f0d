import { customOp } from './customOp.ts';
import { ShapeError } from './errors.ts';
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
  const scale = 1 / Math.sqrt(q.shape[2] / heads);
  const inputs = {
    q: splitHeads(q, heads),
    k: splitHeads(k, heads),
    v: splitHeads(v, heads),
  };
  const out = customOp(
    inputs,
    (save) => {
      const scaledQ = tf.mul(inputs.q, scale);
      const weights = attentionWeights(scaledQ, inputs.k, mask); // [B, H, Q, T]
      save([scaledQ, inputs.k, inputs.v, weights]);
      return tf.matMul(weights, inputs.v);
    },
    (dy, saved) => {
      const [scaledQ, k, v, weights] = saved as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
      // Wanted by q and by k alike, so made once and not inside their functions.
      const dScores = tf.tidy(() => softmaxGradient(tf.matMul(dy, v, false, true), weights));
      return {
        q: () => tf.mul(tf.matMul(dScores, k), scale),
        k: () => tf.matMul(dScores, scaledQ, true, false),
        v: () => tf.matMul(weights, dy, true, false),
      };
    },
  );
  return mergeHeads(out as tf.Tensor4D);
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
  const scale = 1 / Math.sqrt(q.shape[2] / heads);
  const weights = attentionWeights(tf.mul(splitHeads(q, heads), scale), splitHeads(k, heads), mask);
  return mergeHeads(tf.matMul(weights, splitHeads(v, heads)) as tf.Tensor4D);
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
function attentionWeights(q: tf.Tensor, k: tf.Tensor, mask: tf.Tensor | null): tf.Tensor {
  const scores = tf.matMul(q, k, false, true);
  return tf.softmax(mask ? tf.add(scores, mask) : scores);
}

/** Gradient through p = softmax(s): p ∘ (dp − Σ dp∘p). */
function softmaxGradient(dWeights: tf.Tensor, weights: tf.Tensor): tf.Tensor {
  const product = tf.mul(dWeights, weights);
  return tf.sub(product, tf.mul(weights, tf.sum(product, -1, true)));
}
