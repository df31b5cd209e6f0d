import { customOp } from './customOp.ts';
import { runOp } from './kernels.ts';
import * as tf from './tf.ts';

/** Numbers that one running sum takes. */
const BLOCK = 1024;

/**
 * Sum of all elements, right to about 1e-6 of Σ|x| at any length.
 *
 * tf.sum adds one number after another in float32 on WASM: of 25 million equal numbers it makes
 * 27 % too much, since the total outgrows what it is given. Every sum over more numbers than a row
 * goes through here.
 *
 * @param x any shape
 * @returns scalar; 0 for no elements. Its gradient is 1 everywhere
 */
export function sumAll(x: tf.Tensor): tf.Scalar {
  return customOp(
    { x },
    () => runOp('sumAll', { x }, () => [sumAllComposite(x)])[0]!,
    (dy) => ({ x: () => tf.mul(tf.ones(x.shape), dy) }),
  ) as tf.Scalar;
}

/**
 * The same in blocks, with stock ops: sums of 1,024 numbers, then sums of those sums. What other
 * backends run, and the oracle of the kernel.
 *
 * Source: pairwise summation, Higham 1993, "The accuracy of floating point summation".
 */
export function sumAllComposite(x: tf.Tensor): tf.Scalar {
  return tf.tidy(() => {
    // WebGPU reduces nothing to an error.
    if (x.size === 0) return tf.scalar(0);
    let rest = tf.reshape(x, [-1]);
    while (rest.size > BLOCK) {
      const rows = Math.floor(rest.size / BLOCK);
      const whole = rows * BLOCK;
      const isEven = whole === rest.size;
      const head: tf.Tensor = isEven ? rest : tf.slice(rest, 0, whole);
      const sums = tf.sum(tf.reshape(head, [rows, BLOCK]), 1);
      const tail = isEven ? null : tf.reshape(tf.sum(tf.slice(rest, whole)), [1]);
      rest = (tail ? tf.concat([sums, tail]) : sums) as tf.Tensor1D;
    }
    return tf.sum(rest) as tf.Scalar;
  });
}
