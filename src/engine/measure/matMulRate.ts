import { linear } from '../../ops/linear.ts';
import * as tf from '../../ops/tf.ts';
import { breathe } from '../breathe.ts';

/** A product [m, k]·[n, k]ᵀ. */
export interface MatMulShape {
  readonly m: number;
  readonly k: number;
  readonly n: number;
}

/**
 * Rate of the lab's own linear layer at one shape: the best of a few goes.
 *
 * @param goes of which the first warms up
 * @returns GFLOPS, two operations a product term
 */
export async function matMulRate({ m, k, n }: MatMulShape, goes = 4): Promise<number> {
  const noise = (rows: number) => tf.randomUniform([rows, k], -1, 1, 'float32', 7) as tf.Tensor2D;
  const [x, weight] = [noise(m), noise(n)];
  const once = async () => {
    const began = performance.now();
    // One number of the result: it is there when all of it is.
    const corner = tf.tidy(() => tf.slice(linear(x, weight, null), [0, 0], [1, 1]));
    await corner.data();
    corner.dispose();
    return performance.now() - began;
  };
  let best = Number.POSITIVE_INFINITY;
  for (let go = 0; go < goes; go++) {
    const ms = await once();
    if (go > 0) best = Math.min(best, ms);
    await breathe();
  }
  tf.dispose([x, weight]);
  return (2 * m * k * n) / best / 1e6;
}
