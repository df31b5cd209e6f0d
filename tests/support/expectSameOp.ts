import * as tf from '../../src/ops/tf.ts';
import {
  expectClose,
  expectNoLeak,
  gradientTolerance,
  type Tolerance,
  valueTolerance,
} from './expectClose.ts';

type Op = (...inputs: tf.Tensor[]) => tf.Tensor;

interface Tolerances {
  readonly value?: Tolerance;
  readonly gradient?: Tolerance;
}

/**
 * An op and its plain twin must agree in value, and in the gradient of every input under a cotangent
 * that differs from place to place.
 */
export function expectSameOp(
  op: Op,
  composite: Op,
  makeInputs: () => tf.Tensor[],
  { value = valueTolerance, gradient = gradientTolerance }: Tolerances = {},
): Promise<void> {
  return expectNoLeak(async () => {
    const inputs = makeInputs();
    const cotangent = tf.tidy(() => {
      const { shape, size } = op(...inputs);
      return tf.reshape(tf.sin(tf.range(1, size + 1)), shape);
    });
    const run = async (f: Op) => {
      const y = f(...inputs);
      const gradients = tf.grads(f)(inputs, cotangent);
      const numbers = await Promise.all([y, ...gradients].map((t) => t.data()));
      tf.dispose([y, gradients]);
      return numbers;
    };
    const actual = await run((...x) => tf.tidy(() => op(...x)));
    const expected = await run((...x) => tf.tidy(() => composite(...x)));
    expectClose(actual[0]!, expected[0]!, value, 'value');
    for (let i = 1; i < expected.length; i++) {
      expectClose(actual[i]!, expected[i]!, gradient, `gradient of input ${i - 1}`);
    }
    tf.dispose([inputs, cotangent]);
  });
}
