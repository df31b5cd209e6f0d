import { columnSum } from './columnSum.ts';
import { customOp } from './customOp.ts';
import { runOp } from './kernels.ts';
import { asRows, expectShape, lastSize, shaped } from './shapes.ts';
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
  const rows = asRows(x); // [N, W]
  const y = customOp(
    { rows, gain, shift },
    (save) => {
      const composite = () => normalise(rows, gain, shift, eps);
      const [y, moments] = runOp('layerNorm', { rows, gain, shift }, composite, { eps });
      save([rows, gain, moments!]);
      return y!;
    },
    (dy, saved) => {
      const [rows, gain, moments] = saved as [tf.Tensor2D, tf.Tensor1D, tf.Tensor2D];
      const composite = () => gradients(dy as tf.Tensor2D, rows, gain, moments);
      // All three at once: they come from one pass over the rows.
      const inputs = { dy, rows, gain, shift, moments };
      const [dRows, dGain, dShift] = runOp('layerNormGradient', inputs, composite);
      return { rows: () => dRows!, gain: () => dGain!, shift: () => dShift! };
    },
  );
  return shaped(y, x.shape);
}

/** The same with stock gradients: the oracle of `layerNorm`. */
export function layerNormComposite(
  x: tf.Tensor,
  gain: tf.Tensor1D,
  shift: tf.Tensor1D,
  eps: number,
): tf.Tensor {
  return tf.add(tf.mul(standardise(x, momentsOf(x, eps)), gain), shift);
}

/** Mean and 1/√(var + eps) of each row: [..., W] → twice [..., 1]. */
function momentsOf(x: tf.Tensor, eps: number): [tf.Tensor, tf.Tensor] {
  const mean = tf.mean(x, -1, true);
  const variance = tf.mean(tf.square(tf.sub(x, mean)), -1, true);
  return [mean, tf.rsqrt(tf.add(variance, eps))];
}

/** x̂ */
const standardise = (x: tf.Tensor, [mean, inverseDeviation]: [tf.Tensor, tf.Tensor]) =>
  tf.mul(tf.sub(x, mean), inverseDeviation);

/** y [N, W] and what the gradient needs of each row: mean and 1/√(var + eps), [N, 2]. */
function normalise(
  rows: tf.Tensor2D,
  gain: tf.Tensor1D,
  shift: tf.Tensor1D,
  eps: number,
): tf.Tensor[] {
  return tf.tidy(() => {
    const moments = momentsOf(rows, eps);
    return [tf.add(tf.mul(standardise(rows, moments), gain), shift), tf.concat(moments, 1)];
  });
}

/** Gradients of rows, gain and shift. */
function gradients(
  dy: tf.Tensor2D,
  rows: tf.Tensor2D,
  gain: tf.Tensor1D,
  moments: tf.Tensor2D,
): tf.Tensor[] {
  return tf.tidy(() => {
    const [mean, inverseDeviation] = tf.split(moments, 2, 1) as [tf.Tensor, tf.Tensor];
    const normed = standardise(rows, [mean, inverseDeviation]);
    const g = tf.mul(dy, gain);
    const along = tf.mean(tf.mul(g, normed), -1, true); // [N, 1]
    const centred = tf.sub(g, tf.mean(g, -1, true));
    return [
      tf.mul(tf.sub(centred, tf.mul(normed, along)), inverseDeviation),
      columnSum(tf.mul(dy, normed) as tf.Tensor2D),
      columnSum(dy),
    ];
  });
}
