import { addRow } from './addRow.ts';
import { customOp, isRecording } from './customOp.ts';
import { ShapeError } from './errors.ts';
import { implementationOf, runFused } from './kernels.ts';
import { linear } from './linear.ts';
import { patchify, patchMatrix } from './patchify.ts';
import { expectShape } from './shapes.ts';
import * as tf from './tf.ts';

export interface PatchWeights {
  /** [W, 3, p, p] as Hugging Face stores it. */
  readonly kernel: tf.Tensor4D;
  /** [W], the class token. */
  readonly token: tf.Tensor1D;
  /** [1 + P, W] */
  readonly positions: tf.Tensor2D;
}

/**
 * What enters a vision transformer: the class token and the patches of each image, with their positions.
 *
 * @param images [B, S, S, 3], without gradient
 * @returns [B, 1 + P, W], P = (S/p)²
 * @throws ShapeError unless the images are square, p divides S and the sizes agree
 */
export function embedPatches(images: tf.Tensor4D, weights: PatchWeights): tf.Tensor3D {
  const { shape } = images;
  const side = shape[1];
  const [width, , patch] = weights.kernel.shape;
  const patchCount = (side / patch) ** 2;
  expectShape(images, [null, side, side, 3], 'images');
  if (side % patch !== 0) {
    throw new ShapeError(`patches of ${patch} do not tile images of ${side}`);
  }
  expectShape(weights.kernel, [null, 3, patch, patch], 'kernel');
  expectShape(weights.token, [width], 'token');
  expectShape(weights.positions, [1 + patchCount, width], 'positions');
  if (implementationOf('patches', { kernel: weights.kernel }) === 'composite') {
    return embedPatchesComposite(images, weights);
  }
  const recording = Number(isRecording());
  return customOp(
    { ...weights },
    (save) => {
      const [states, ...patches] = runFused('patches', { images, ...weights }, { recording });
      save(patches);
      return states!;
    },
    (dy, [patches]) => {
      const inputs = { dy, patches: patches!, ...weights };
      const [kernel, token, positions] = runFused('patchesGradient', inputs);
      return { kernel: () => kernel!, token: () => token!, positions: () => positions! };
    },
  ) as tf.Tensor3D;
}

/** The same from smaller ops: what other backends run, and the oracle of the kernels. */
export function embedPatchesComposite(
  images: tf.Tensor4D,
  { kernel, token, positions }: PatchWeights,
): tf.Tensor3D {
  const width = kernel.shape[0];
  const matrix = patchMatrix(kernel);
  const patches = linear(patchify(images, kernel.shape[2]), matrix, null) as tf.Tensor3D; // [B, P, W]
  const [batch, patchCount] = patches.shape;
  const classRow = tf.reshape(token, [1, width]);
  // A product with ones, because its gradient is a matmul where a broadcast's is a slow reduction.
  const classTokens = tf.matMul(tf.ones([batch, 1]), classRow); // [B, W]
  const tokens = tf.concat([tf.reshape(classTokens, [batch, 1, width]), patches], 1);
  const flat = (1 + patchCount) * width;
  const placed = addRow(tf.reshape(tokens, [batch, flat]), tf.reshape(positions, [flat]));
  return tf.reshape(placed, [batch, 1 + patchCount, width]);
}
