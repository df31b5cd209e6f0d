import { implementationOf } from './kernels.ts';
import { linear } from './linear.ts';
import * as tf from './tf.ts';

type TimeLinear = (x: tf.Tensor2D, weight: tf.Tensor2D, times: number) => Promise<number>;

const timers = new Map<string, TimeLinear>();

/** A backend whose kernel can be timed without what lies around it says so here. */
export function registerTimeLinear(backend: string, time: TimeLinear): void {
  timers.set(backend, time);
}

/**
 * Milliseconds from the first of so many products x·Wᵀ until the last is done. Where a kernel of our own
 * does them, it does them in one go and into one place, so that the kernel is timed and not what
 * surrounds a layer.
 *
 * @param x      [N, I]
 * @param weight [O, I]
 */
export async function timeLinear(
  x: tf.Tensor2D,
  weight: tf.Tensor2D,
  times: number,
): Promise<number> {
  const own = timers.get(tf.getBackend());
  if (own && implementationOf('linear', { x, weight }) === 'fused') return own(x, weight, times);
  const began = performance.now();
  for (let i = 1; i < times; i++) linear(x, weight, null).dispose();
  // One number of the last: it is there when all of it is.
  const corner = tf.tidy(() => tf.slice(linear(x, weight, null), [0, 0], [1, 1]));
  await corner.data();
  corner.dispose();
  return performance.now() - began;
}
