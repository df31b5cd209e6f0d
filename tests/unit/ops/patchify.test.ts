import { expect, test } from 'vitest';
import { ShapeError } from '../../../src/ops/errors.ts';
import { linear } from '../../../src/ops/linear.ts';
import { patchify, patchMatrix } from '../../../src/ops/patchify.ts';
import * as tf from '../../../src/ops/tf.ts';
import { expectNoLeak, expectTensorClose } from '../../support/expectClose.ts';
import { sampled } from '../../support/sampled.ts';

test('patches times the kernel matrix is the strided convolution', () =>
  expectNoLeak(async () => {
    const images = sampled<tf.Tensor4D>([2, 12, 12, 3], 1);
    const kernel = sampled<tf.Tensor4D>([5, 3, 4, 4], 2);
    const [patches, convolution] = tf.tidy(() => [
      linear(patchify(images, 4), patchMatrix(kernel), null),
      tf.conv2d(images, tf.transpose(kernel, [2, 3, 1, 0]) as tf.Tensor4D, 4, 'valid'),
    ]);
    await expectTensorClose(patches!, await convolution!.data(), { atol: 1e-5, rtol: 1e-5 });
    tf.dispose([images, kernel, convolution!]);
  }));

test('patches must tile the image', () =>
  expectNoLeak(() => {
    const images = tf.zeros([1, 12, 12, 3]) as tf.Tensor4D;
    expect(() => patchify(images, 5)).toThrow(ShapeError);
    images.dispose();
  }));
