import { customOp } from './customOp.ts';
import { runOp } from './kernels.ts';
import * as tf from './tf.ts';

/** Factor of the sigmoid in CLIP's released models. */
const SLOPE = 1.702;

/**
 * The sigmoid form of GELU that OpenAI's CLIP uses: y = x·σ(1.702·x), elementwise.
 *
 *   dx = dy·(σ + 1.702·y·(1 − σ))
 *
 * @param x any shape
 * @returns the shape of x
 *
 * Source: Hendrycks, Gimpel 2016, arXiv:1606.08415, section 2.
 */
export function quickGelu(x: tf.Tensor): tf.Tensor {
  return customOp(
    { x },
    (save) => {
      save([x]);
      return runOp('quickGelu', { x }, () => [quickGeluComposite(x)])[0]!;
    },
    (dy, [x]) => ({
      x: () => {
        const inputs = { dy, x: x! };
        return runOp('quickGeluGradient', inputs, () => [quickGeluGradient(dy, x!)])[0]!;
      },
    }),
  );
}

/** The same with stock ops and their stock gradients: the oracle of `quickGelu`. */
export function quickGeluComposite(x: tf.Tensor): tf.Tensor {
  return tf.tidy(() => tf.mul(x, tf.sigmoid(tf.mul(x, SLOPE))));
}

function quickGeluGradient(dy: tf.Tensor, x: tf.Tensor): tf.Tensor {
  return tf.tidy(() => {
    const gate = tf.sigmoid(tf.mul(x, SLOPE));
    const y = tf.mul(x, gate);
    const rest = tf.sub(y, tf.mul(y, gate)); // y·(1 − σ)
    return tf.mul(dy, tf.add(gate, tf.mul(rest, SLOPE)));
  });
}
