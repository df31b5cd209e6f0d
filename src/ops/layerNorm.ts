import { columnSum } from './columnSum.ts';
import { customOp } from './customOp.ts';
import { expectShape, lastSize } from './shapes.ts';
import * as tf from './tf.ts';

/**
 * Layer normalisation over the last axis.
 *
 *   y = x̂·γ + β     x̂ = (x − mean(x)) / √(var(x) + eps)     var with divisor W
 *
 *   dx = (g − mean(g) − x̂·mean(g·x̂)) / √(var + eps), g = dy·γ     dγ = Σ dy·x̂     dβ = Σ dy
 *
 * @param x     [..., W]
 * @param gain  [W] γ
 * @param shift [W] β
 * @returns [..., W]
 * @throws ShapeError unless gain and shift are as wide as x
 *
 * Source: Ba, Kiros, Hinton 2016, arXiv:1607.06450.
 */
export function layerNorm(
  x: tf.Tensor,
  gain: tf.Tensor1D,
  shift: tf.Tensor1D,
  eps: number,
): tf.Tensor {
  const width = lastSize(x, 'x');
  expectShape(gain, [width], 'gain');
  expectShape(shift, [width], 'shift');
  const rows = tf.reshape(x, [-1, width]) as tf.Tensor2D; // [N, W]
  const y = customOp(
    { rows, gain, shift },
    (save) => {
      const { normed, inverseDeviation } = standardise(rows, eps);
      save([normed, inverseDeviation, gain]);
      return tf.add(tf.mul(normed, gain), shift);
    },
    (dy, [normed, inverseDeviation, gain]) => ({
      rows: () => {
        const g = tf.mul(dy, gain!);
        const along = tf.mean(tf.mul(g, normed!), -1, true); // [N, 1]
        const centred = tf.sub(g, tf.mean(g, -1, true));
        return tf.mul(tf.sub(centred, tf.mul(normed!, along)), inverseDeviation!);
      },
      gain: () => columnSum(tf.mul(dy, normed!) as tf.Tensor2D),
      shift: () => columnSum(dy as tf.Tensor2D),
    }),
  );
  return tf.reshape(y, x.shape);
}

/** The same with stock gradients: the oracle of `layerNorm`. */
export function layerNormComposite(
  x: tf.Tensor,
  gain: tf.Tensor1D,
  shift: tf.Tensor1D,
  eps: number,
): tf.Tensor {
  return tf.add(tf.mul(standardise(x, eps).normed, gain), shift);
}

function standardise(x: tf.Tensor, eps: number) {
  const centred = tf.sub(x, tf.mean(x, -1, true));
  const variance = tf.mean(tf.square(centred), -1, true);
  const inverseDeviation = tf.rsqrt(tf.add(variance, eps));
  return { normed: tf.mul(centred, inverseDeviation), inverseDeviation };
}
