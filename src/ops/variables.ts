import * as tf from './tf.ts';

/** A variable that begins as this tensor; takes the tensor over. */
export function variableOf<R extends tf.Rank>(
  initial: tf.Tensor<R>,
  trainable = true,
): tf.Variable<R> {
  const variable = tf.variable(initial, trainable);
  initial.dispose();
  return variable;
}

/** Another variable with the same numbers. A product with 1 fills a buffer of its own; tf.clone would share the old one. */
export const copyOf = <R extends tf.Rank>(weight: tf.Tensor<R>, trainable = true): tf.Variable<R> =>
  variableOf(
    tf.tidy(() => tf.mul<tf.Tensor<R>>(weight, 1)),
    trainable,
  );
