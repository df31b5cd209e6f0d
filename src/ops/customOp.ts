import * as tf from './tf.ts';

/** Gradient of each input with respect to the op's result, computed only where it is wanted. */
export type InputGradients<Name extends string> = Record<Name, () => tf.Tensor>;

interface EngineWithOps {
  isTapeOn(): boolean;
  runKernelFunc(call: {
    inputs: Record<string, tf.Tensor>;
    forwardFunc: (backend: unknown, save: (tensors: tf.Tensor[]) => void) => tf.Tensor;
    backwardsFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => Record<string, () => tf.Tensor>;
  }): tf.Tensor;
}

/** Whether what is computed now will be asked for its gradient. Private in the types, as below. */
export const isRecording = (): boolean => (tf.engine() as unknown as EngineWithOps).isTapeOn();

/**
 * An op with a gradient of its own: like tf.customGrad, but the gradients are functions by input
 * name, and those of inputs that are not being trained are never called. (tf.customGrad computes
 * them all, which for a frozen weight or an input image is a wasted matmul.)
 *
 * @param inputs  tensors the result depends on
 * @param forward computes the result, off the tape; `save` keeps what the gradient needs
 * @param backward (dy, saved) → a function per input
 *
 * `runKernelFunc` is private in the types of TensorFlow.js 4.22.0, which package.json pins.
 */
export function customOp<Name extends string>(
  inputs: Record<Name, tf.Tensor>,
  forward: (save: (tensors: tf.Tensor[]) => void) => tf.Tensor,
  backward: (dy: tf.Tensor, saved: tf.Tensor[]) => InputGradients<Name>,
): tf.Tensor {
  const engine = tf.engine() as unknown as EngineWithOps;
  return engine.runKernelFunc({
    inputs,
    forwardFunc: (_backend, save) => forward(save),
    backwardsFunc: backward,
  });
}
