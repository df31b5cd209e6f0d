import { runOp } from './kernels.ts';
import * as tf from './tf.ts';

/**
 * Sum over the rows of a matrix: the gradient of whatever was added to every row.
 *
 * Stock reductions over a leading axis transpose first. Without a kernel of its own a backend gets
 * the product 1ᵀ·x, since its matmul is many times faster than its reduction.
 *
 * @param x [N, W]
 * @returns [W]
 */
export function columnSum(x: tf.Tensor2D): tf.Tensor1D {
  return runOp('columnSum', { x }, () => [columnSumComposite(x)])[0] as tf.Tensor1D;
}

/** The same as a product with ones: what other backends run, and the oracle of the kernel. */
export function columnSumComposite(x: tf.Tensor2D): tf.Tensor1D {
  return tf.tidy(() => {
    const ones = tf.ones([1, x.shape[0]]) as tf.Tensor2D;
    return tf.reshape(tf.matMul(ones, x), [x.shape[1]]) as tf.Tensor1D;
  });
}
