import { expect, test } from 'vitest';
import * as tf from '../../../src/ops/tf.ts';
import { expectNoLeak } from '../../support/expectClose.ts';
import { sampled } from '../../support/sampled.ts';

/** The numbers of a slice, one after another by the definition. */
function reference(x: tf.Tensor, values: ArrayLike<number>, begin: number[], size: number[]) {
  const found: number[] = [];
  const walk = (axis: number, at: number) => {
    if (axis === size.length) {
      found.push(values[at]!);
      return;
    }
    const inner = x.shape.slice(axis + 1).reduce((a, b) => a * b, 1);
    for (let i = 0; i < size[axis]!; i++) walk(axis + 1, at + (begin[axis]! + i) * inner);
  };
  walk(0, 0);
  return Float32Array.from(found);
}

test.each([
  { shape: [7], begin: [2], size: [3] },
  { shape: [7], begin: [0], size: [7] },
  { shape: [4, 5], begin: [1, 0], size: [2, 5] },
  { shape: [4, 5], begin: [1, 2], size: [3, 2] },
  // The class token's states.
  { shape: [6, 5, 8], begin: [0, 0, 0], size: [6, 1, 8] },
  { shape: [3, 4, 5], begin: [1, 1, 2], size: [2, 3, 3] },
  { shape: [3, 4, 5], begin: [0, 2, 0], size: [3, 2, 5] },
  { shape: [2, 3, 4, 5], begin: [0, 1, 1, 1], size: [2, 2, 3, 4] },
  { shape: [2, 2, 3, 4, 5], begin: [1, 0, 1, 1, 1], size: [1, 2, 2, 3, 4] },
  { shape: [3, 4], begin: [1, 4], size: [2, 0] },
])('a slice of $shape from $begin, $size', ({ shape, begin, size }) =>
  expectNoLeak(async () => {
    const x = sampled(shape, 1);
    const values = await x.data();
    const slice = tf.slice(x, begin, size);
    expect(slice.shape).toEqual(size);
    expect(await slice.data()).toEqual(reference(x, values, begin, size));
    tf.dispose([x, slice]);
  }),
);

test('whole numbers stay whole, strings are sliced too, and −1 takes all that follows', () =>
  expectNoLeak(async () => {
    const numbers = tf.tensor2d([1, 2, 3, 2 ** 24 + 1], [2, 2], 'int32');
    const words = tf.tensor1d(['a', 'b', 'c']);
    const [last, some] = [tf.slice(numbers, [1, 0], [-1, -1]), tf.slice(words, 1, 1)];
    expect(last.dtype).toBe('int32');
    expect([...(await last.data())]).toEqual([3, 2 ** 24 + 1]);
    expect(await some.data()).toEqual(['b']);
    tf.dispose([numbers, words, last, some]);
  }));

test('a slice that sticks out is refused', () => {
  tf.tidy(() => {
    const x = tf.tensor2d([1, 2, 3, 4], [2, 2]);
    expect(() => tf.slice(x, [1, 0], [2, 2])).toThrow(/begin\[0\] \+ size\[0\] \(3\)/);
  });
});
