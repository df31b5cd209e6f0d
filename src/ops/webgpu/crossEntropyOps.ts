import type * as tf from '../tf.ts';
import { allocate } from './backend.ts';
import {
  type Against,
  crossEntropyGradientKernel,
  crossEntropyKernel,
} from './crossEntropyKernels.ts';
import { deviceOf, type KernelCall, type WebgpuKernel } from './current.ts';
import { smallGroups } from './smallKernels.ts';

function sizesOf({ inputs, attrs }: KernelCall): [number, number, number, number] {
  const [N, C] = inputs.logits!.shape as [number, number];
  return [N, C, Number(attrs.columns), Number(attrs.factor)];
}

/** @returns the loss, and what its gradient needs of each line */
export const crossEntropyOp =
  (against: Against): WebgpuKernel =>
  (call) => {
    const { inputs, backend } = call;
    const { logits, other } = inputs as Record<string, tf.TensorInfo>;
    const sizes = sizesOf(call);
    const [N, C, columns] = sizes;
    const loss = allocate(backend, []);
    const lines = allocate(backend, [2, N + columns * C]);
    const kernel = crossEntropyKernel(against);
    deviceOf(backend).recorder.run(kernel, [loss, lines, logits!, other!], sizes, 1);
    return [loss, lines];
  };

/** @returns the gradient of the logits */
export const crossEntropyGradientOp =
  (against: Against): WebgpuKernel =>
  (call) => {
    const { inputs, backend } = call;
    const { dy, logits, other, sums } = inputs as Record<string, tf.TensorInfo>;
    const sizes = sizesOf(call);
    const dLogits = allocate(backend, logits!.shape);
    deviceOf(backend).recorder.run(
      crossEntropyGradientKernel(against),
      [dLogits, dy!, sums!, logits!, other!],
      sizes,
      smallGroups(sizes[0] * sizes[1]),
    );
    return [dLogits];
  };
