import { expect, test } from 'vitest';
import { createRng } from '../../src/math/rng.ts';
import * as tf from '../../src/ops/tf.ts';

/** Kernels that TensorFlow.js would run on the processor while their inputs lie there. */
const kernels: Record<string, (values: tf.Tensor1D) => tf.Tensor> = {
  exp: (values) => tf.exp(values),
  rsqrt: (values) => tf.rsqrt(values),
  sum: (values) => tf.sum(tf.mul(values, values)),
  update: (values) => tf.div(tf.mul(values, 0.9), tf.add(tf.sqrt(values), 1e-8)),
};

test.each(Object.keys(kernels))(
  '%s of a small tensor is the same wherever its numbers lie',
  async (name) => {
    const rng = createRng(7, 100);
    const data = Float32Array.from({ length: 400 }, () => 1e-4 + rng.uint32() / 2 ** 32);
    const apply = (values: tf.Tensor1D) => tf.tidy(() => kernels[name]!(values));
    const fresh = await apply(tf.tensor1d(data)).data();
    // More numbers than are ever computed on the processor: these were uploaded.
    const uploaded = tf.slice(tf.concat([tf.tensor1d(data), tf.zeros([4000])]), 0, data.length);
    expect(await uploaded.data()).toEqual(data);
    expect(await apply(uploaded as tf.Tensor1D).data()).toEqual(fresh);
  },
);
