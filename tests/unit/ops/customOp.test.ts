import { expect, test } from 'vitest';
import { customOp } from '../../../src/ops/customOp.ts';
import * as tf from '../../../src/ops/tf.ts';
import { expectNoLeak, expectTensorClose } from '../../support/expectClose.ts';

test('gradients of inputs that are not trained are never computed', () =>
  expectNoLeak(async () => {
    const asked: string[] = [];
    const [a, b] = [tf.tensor1d([2, 3]), tf.tensor1d([5, 7])];
    const product = (x: tf.Tensor) =>
      customOp(
        { x, b },
        (save) => {
          save([x, b]);
          return tf.mul(x, b);
        },
        (dy, [x, b]) => ({
          x: () => {
            asked.push('x');
            return tf.mul(dy, b!);
          },
          b: () => {
            asked.push('b');
            return tf.mul(dy, x!);
          },
        }),
      );
    const gradient = tf.grad(product)(a);
    await expectTensorClose(gradient, [5, 7]);
    expect(asked).toEqual(['x']);
    tf.dispose([a, b]);
  }));

test('an op off the tape keeps nothing', () =>
  expectNoLeak(() => {
    const x = tf.tensor1d([1, 2]);
    const y = customOp(
      { x },
      (save) => {
        save([x]);
        return tf.square(x);
      },
      (dy) => ({ x: () => tf.clone(dy) }),
    );
    tf.dispose([x, y]);
  }));
