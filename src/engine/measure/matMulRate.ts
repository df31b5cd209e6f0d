import { linear } from '../../ops/linear.ts';
import * as tf from '../../ops/tf.ts';
import { breathe } from '../breathe.ts';

/** A product [m, k]·[n, k]ᵀ. */
export interface MatMulShape {
  readonly m: number;
  readonly k: number;
  readonly n: number;
}

/** What one sample lasts at least, ms: a fast card does a product in less time than reading takes. */
const SAMPLE_MS = 20;
const MOST_PRODUCTS = 64;

/**
 * Rate of the lab's own linear layer at one shape: the best of a few goes.
 *
 * @param goes of which the first warms up
 * @returns GFLOPS, two operations a product term
 */
export async function matMulRate({ m, k, n }: MatMulShape, goes = 4): Promise<number> {
  const noise = (rows: number) => tf.randomUniform([rows, k], -1, 1, 'float32', 7) as tf.Tensor2D;
  const [x, weight] = [noise(m), noise(n)];
  /** Milliseconds a product, over so many of them. */
  const timed = async (count: number) => {
    const began = performance.now();
    for (let i = 1; i < count; i++) linear(x, weight, null).dispose();
    // One number of the last: it is there when all of it is.
    const corner = tf.tidy(() => tf.slice(linear(x, weight, null), [0, 0], [1, 1]));
    await corner.data();
    corner.dispose();
    return (performance.now() - began) / count;
  };
  await timed(1);
  const count = Math.min(MOST_PRODUCTS, Math.max(1, Math.ceil(SAMPLE_MS / (await timed(1)))));
  let best = Number.POSITIVE_INFINITY;
  for (let go = 0; go < goes; go++) {
    const ms = await timed(count);
    if (go > 0) best = Math.min(best, ms);
    await breathe();
  }
  tf.dispose([x, weight]);
  return (2 * m * k * n) / best / 1e6;
}
