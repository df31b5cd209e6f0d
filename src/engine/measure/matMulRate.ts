import * as tf from '../../ops/tf.ts';
import { timeLinear } from '../../ops/timeLinear.ts';
import { breathe } from '../breathe.ts';

/** A product [m, k]·[n, k]ᵀ. */
export interface MatMulShape {
  readonly m: number;
  readonly k: number;
  readonly n: number;
}

/** What one sample lasts at least, ms: a fast card does a product in less time than waiting for it takes. */
const SAMPLE_MS = 50;
const MOST_PRODUCTS = 4096;
/** Until then it is measured in any case: a card at rest takes its time to come to its full clock. */
const ENOUGH_MS = 1000;

/**
 * Rate of the lab's own linear layer at one shape: the best of a few goes.
 *
 * @param goes that are counted at least, after those that warm up
 * @returns GFLOPS, two operations a product term
 */
export async function matMulRate({ m, k, n }: MatMulShape, goes = 4): Promise<number> {
  const noise = (rows: number) => tf.randomUniform([rows, k], -1, 1, 'float32', 7) as tf.Tensor2D;
  const [x, weight] = [noise(m), noise(n)];
  await timeLinear(x, weight, 1);
  const began = performance.now();
  let count = 1;
  let ms = await timeLinear(x, weight, count);
  while (ms < SAMPLE_MS && count < MOST_PRODUCTS) {
    count = Math.min(MOST_PRODUCTS, Math.ceil(count * Math.max(2, (1.2 * SAMPLE_MS) / ms)));
    ms = await timeLinear(x, weight, count);
  }
  for (let go = 1; go < goes || performance.now() - began < ENOUGH_MS; go++) {
    await breathe();
    ms = Math.min(ms, await timeLinear(x, weight, count));
  }
  tf.dispose([x, weight]);
  return (2 * m * k * n * count) / ms / 1e6;
}
