import { customOp } from './customOp.ts';
import { implementationOf, runFused } from './kernels.ts';
import { asRows, lastSize, shaped } from './shapes.ts';
import * as tf from './tf.ts';

/**
 * Divides every vector of the last axis by its length: u = x / ‖x‖.
 *
 *   dx = (dy − (dy·u)·u) / ‖x‖
 *
 * @param x [..., D]; a zero vector has no direction and gives NaN, as in PyTorch's x / x.norm()
 * @returns [..., D], every vector of length 1
 * @throws ShapeError for a scalar
 */
export function l2Normalise<T extends tf.Tensor>(x: T): T {
  lastSize(x, 'x');
  if (implementationOf('l2Normalise') === 'fused') {
    return tf.tidy(() => shaped(l2NormaliseFused(asRows(x)), x.shape)) as T;
  }
  return customOp(
    { x },
    (save) => {
      const length = lengthOf(x);
      const u = tf.div(x, length);
      save([u, length]);
      return u;
    },
    (dy, [u, length]) => ({
      x: () => {
        const along = tf.sum(tf.mul(dy, u!), -1, true);
        return tf.div(tf.sub(dy, tf.mul(u!, along)), length!);
      },
    }),
  ) as T;
}

function l2NormaliseFused(x: tf.Tensor2D): tf.Tensor {
  return customOp(
    { x },
    (save) => {
      const [u, inverse] = runFused('l2Normalise', { x });
      save([u!, inverse!]);
      return u!;
    },
    (dy, saved) => ({
      x: () => {
        const [u, inverse] = saved as [tf.Tensor, tf.Tensor];
        return runFused('l2NormaliseGradient', { dy, u, inverse })[0]!;
      },
    }),
  );
}

/** The same with stock gradients: the oracle of `l2Normalise`. */
export function l2NormaliseComposite<T extends tf.Tensor>(x: T): T {
  return tf.div(x, lengthOf(x)) as T;
}

const lengthOf = (x: tf.Tensor) => tf.sqrt(tf.sum(tf.square(x), -1, true));
