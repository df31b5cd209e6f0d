import type { Preparation } from '../prepareKernels.ts';
import * as tf from '../tf.ts';
import { compileOnly, type WebgpuBackend } from './backend.ts';
import { deviceOf } from './current.ts';
import type { Kernel } from './wgsl.ts';

/** See `prepareKernels`: our own kernels and those of TensorFlow.js. */
export async function* prepareWebgpu(dryRun: () => void): AsyncGenerator<Preparation> {
  const backend = tf.backend() as unknown as WebgpuBackend;
  const { recorder } = deviceOf(backend);
  let own: readonly Kernel[] = [];
  const stock = compileOnly(backend, () => {
    own = recorder.collect(dryRun);
  });
  const compiling = [...stock, ...own.map((kernel) => recorder.prepare(kernel))];
  const left = new Set<Promise<void>>();
  for (const one of compiling) {
    // One that cannot be compiled says so when it is dispatched.
    const settled: Promise<void> = one.then(
      () => void left.delete(settled),
      () => void left.delete(settled),
    );
    left.add(settled);
  }
  const of = left.size;
  while (left.size > 0) {
    yield { done: of - left.size, of };
    if (left.size > 0) await Promise.race(left);
  }
}
