import { expect, test } from 'vitest';
import * as tf from '../../../src/ops/tf.ts';
import { expectNoLeak } from '../../support/expectClose.ts';
import { sampled } from '../../support/sampled.ts';

// Less than a vector, a part of one at the end, and more than the WASM kernel takes at once.
test.each([[[1]], [[3]], [[4, 5]], [[2, 3, 7]], [[8192]], [[131, 127]], [[0, 3]]])(
  'the sum of two tensors %j is rounded once',
  (shape) =>
    expectNoLeak(async () => {
      const [a, b] = [sampled(shape, 1), sampled(shape, 2)];
      const [left, right] = [await a.data(), await b.data()];
      const sum = tf.add(a, b);
      expect(sum.shape).toEqual(shape);
      expect(await sum.data()).toEqual(Float32Array.from(left, (x, i) => x + right[i]!));
      tf.dispose([a, b, sum]);
    }),
);

test('rows, numbers of another kind and a tensor with itself are added as before', () =>
  expectNoLeak(async () => {
    const sums = tf.tidy(() => {
      const a = tf.tensor2d([1, 2, 3, 4], [2, 2]);
      const whole = tf.tensor1d([2 ** 24, 5], 'int32');
      return [
        tf.add(a, tf.tensor1d([10, 20])),
        tf.add(whole, tf.tensor1d([1, 1], 'int32')),
        tf.add(a, a),
      ];
    });
    expect(sums.map(({ dtype }) => dtype)).toEqual(['float32', 'int32', 'float32']);
    expect([...(await sums[0]!.data())]).toEqual([11, 22, 13, 24]);
    // No float32 has this one.
    expect([...(await sums[1]!.data())]).toEqual([2 ** 24 + 1, 6]);
    expect([...(await sums[2]!.data())]).toEqual([2, 4, 6, 8]);
    tf.dispose(sums);
  }));
