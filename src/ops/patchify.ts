import { ShapeError } from './errors.ts';
import { expectShape } from './shapes.ts';
import * as tf from './tf.ts';

/**
 * Cuts images into square patches, row by row, so that a strided convolution becomes one matmul.
 * Within a patch the order is (row, column, channel).
 *
 * @param images    [B, S, S, 3]
 * @param patchSize p, a divisor of S
 * @returns [B, (S/p)², p·p·3]
 * @throws ShapeError unless the images are square and p divides S
 */
export function patchify(images: tf.Tensor4D, patchSize: number): tf.Tensor3D {
  const [batch, side] = images.shape;
  expectShape(images, [null, side, side, 3], 'images');
  if (side % patchSize !== 0) {
    throw new ShapeError(`patches of ${patchSize} do not tile images of ${side}`);
  }
  const grid = side / patchSize;
  const strips = tf.reshape(images, [batch * grid, patchSize, grid, patchSize * 3]);
  return tf.reshape(tf.transpose(strips, [0, 2, 1, 3]), [
    batch,
    grid * grid,
    patchSize * patchSize * 3,
  ]);
}

/**
 * A convolution kernel as the matrix that fits `patchify`.
 *
 * @param kernel [W, 3, p, p] as Hugging Face stores it
 * @returns [W, p·p·3]
 */
export function patchMatrix(kernel: tf.Tensor4D): tf.Tensor2D {
  const [width, channels, height, side] = kernel.shape;
  return tf.reshape(tf.transpose(kernel, [0, 2, 3, 1]), [width, height * side * channels]);
}
