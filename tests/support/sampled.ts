import { createRng } from '../../src/math/rng.ts';
import * as tf from '../../src/ops/tf.ts';

/** A tensor of numbers in (−scale, scale), the same for the same seed. */
export function sampled<T extends tf.Tensor = tf.Tensor>(
  shape: readonly number[],
  seed = 1,
  scale = 1,
): T {
  const rng = createRng(seed, 0);
  const size = shape.reduce((a, b) => a * b, 1);
  const values = Float32Array.from({ length: size }, () => (2 * rng.uniform() - 1) * scale);
  return tf.tensor(values, [...shape]) as T;
}
