import { customOp } from './customOp.ts';
import * as tf from './tf.ts';

const INVERSE_SQRT_2 = Math.SQRT1_2;
/** 1/√(2π), the height of the normal density at 0. */
const DENSITY_AT_0 = 1 / Math.sqrt(2 * Math.PI);

const normalCdf = (x: tf.Tensor) => tf.mul(tf.add(tf.erf(tf.mul(x, INVERSE_SQRT_2)), 1), 0.5);

/**
 * Gaussian error linear unit in its exact form: y = x·Φ(x), elementwise, Φ the normal distribution.
 *
 *   dx = dy·(Φ(x) + x·φ(x)), φ the normal density
 *
 * @param x any shape
 * @returns the shape of x
 *
 * Source: Hendrycks, Gimpel 2016, arXiv:1606.08415.
 */
export function gelu(x: tf.Tensor): tf.Tensor {
  return customOp(
    { x },
    (save) => {
      const cdf = normalCdf(x);
      save([x, cdf]);
      return tf.mul(x, cdf);
    },
    (dy, [x, cdf]) => ({
      x: () => {
        const density = tf.mul(tf.exp(tf.mul(tf.square(x!), -0.5)), DENSITY_AT_0);
        return tf.mul(dy, tf.add(cdf!, tf.mul(x!, density)));
      },
    }),
  );
}

/** The same with stock gradients: the oracle of `gelu`. */
export function geluComposite(x: tf.Tensor): tf.Tensor {
  return tf.mul(x, normalCdf(x));
}
