import * as tf from './tf.ts';

interface EngineWithGradients {
  gradients<T extends tf.Tensor>(
    f: () => T,
    xs: readonly tf.Tensor[],
    dy: tf.Tensor | null,
    allowNoGradients: boolean,
  ): { value: T; grads: (tf.Tensor | null | undefined)[] };
}

/**
 * The value of f and the gradient of each x, like tf.variableGrads, but for any tensors, and with a
 * gradient that arrives from further on.
 *
 * @param f  its result belongs to the caller
 * @param dy gradient with respect to f's result, of its shape; left out for a scalar loss: 1
 * @returns a gradient per x, undefined where f does not depend on it; the caller disposes them
 */
export function gradientsOf<T extends tf.Tensor>(
  f: () => T,
  xs: readonly tf.Tensor[],
  dy: tf.Tensor | null = null,
): { readonly value: T; readonly grads: (tf.Tensor | undefined)[] } {
  const engine = tf.engine() as unknown as EngineWithGradients;
  const { value, grads } = engine.gradients(f, xs, dy, true);
  return { value, grads: grads.map((gradient) => gradient ?? undefined) };
}
