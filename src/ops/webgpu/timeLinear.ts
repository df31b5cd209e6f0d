import * as tf from '../tf.ts';
import { flush, type WebgpuBackend } from './backend.ts';
import { deviceOf } from './current.ts';
import type { Product } from './product.ts';
import { Steps } from './steps.ts';

/** See `timeLinear`. */
export async function timeLinearWebgpu(
  x: tf.Tensor2D,
  weight: tf.Tensor2D,
  times: number,
): Promise<number> {
  const backend = tf.backend() as unknown as WebgpuBackend;
  const steps = new Steps(backend, deviceOf(backend));
  const [rows, K] = x.shape;
  const N = weight.shape[0];
  const product: Product = { mode: 'NT', K, N };
  const y = steps.allocate(rows, N);
  try {
    // Nothing that was asked for before is counted.
    flush(backend);
    await backend.queue.onSubmittedWorkDone();
    const began = performance.now();
    for (let i = 0; i < times; i++) steps.multiply(product, rows, [y, x, weight]);
    flush(backend);
    await backend.queue.onSubmittedWorkDone();
    return performance.now() - began;
  } finally {
    backend.disposeData(y.dataId);
  }
}
