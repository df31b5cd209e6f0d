import { addRow } from '../ops/addRow.ts';
import { layerNorm } from '../ops/layerNorm.ts';
import { linear } from '../ops/linear.ts';
import { patchify, patchMatrix } from '../ops/patchify.ts';
import { expectShape } from '../ops/shapes.ts';
import * as tf from '../ops/tf.ts';
import type { VisionConfig } from './clipConfig.ts';
import { type Pooling, transformer, type Weights, weightsUnder } from './transformer.ts';

/**
 * Class token and patches with their positions: what enters the transformer, before `pre_layrnorm`.
 *
 * @param images [B, S, S, 3]
 * @returns [B, 1 + P, W]
 */
export function embedPatches(
  images: tf.Tensor4D,
  weights: Weights,
  { patchSize, hiddenSize }: VisionConfig,
): tf.Tensor3D {
  const matrix = patchMatrix(weights('embeddings.patch_embedding.weight'));
  const patches = linear(patchify(images, patchSize), matrix, null) as tf.Tensor3D; // [B, P, W]
  const [batch, patchCount] = patches.shape;
  const classRow = tf.reshape(weights('embeddings.class_embedding'), [1, hiddenSize]);
  // A product with ones, because its gradient is a matmul where a broadcast's is a slow reduction.
  const classTokens = tf.matMul(tf.ones([batch, 1]), classRow); // [B, W]
  const tokens = tf.concat([tf.reshape(classTokens, [batch, 1, hiddenSize]), patches], 1);
  const positions = weights('embeddings.position_embedding.weight'); // [1 + P, W]
  const flat = (1 + patchCount) * hiddenSize;
  const placed = addRow(tf.reshape(tokens, [batch, flat]), tf.reshape(positions, [flat]));
  return tf.reshape(placed, [batch, 1 + patchCount, hiddenSize]);
}

/** Token 0 is the class token; it sees every patch. */
const classToken: Pooling = {
  pick: (states) => tf.slice(states, [0, 0, 0], [-1, 1, -1]),
  mask: null,
};

/**
 * CLIP's vision transformer: patches, class token, positions, `pre_layrnorm`, blocks, the class
 * token's state, `post_layernorm`.
 *
 * @param images    [B, S, S, 3] normalised pixels
 * @param variables the model's weights, by Hugging Face name
 * @returns [B, W], before the projection
 * @throws ShapeError for images of another size
 *
 * Source: Dosovitskiy et al. 2021, arXiv:2010.11929; Radford et al. 2021, arXiv:2103.00020.
 */
export function vit(
  images: tf.Tensor4D,
  variables: ReadonlyMap<string, tf.Tensor>,
  config: VisionConfig,
): tf.Tensor2D {
  const { imageSize, layerNormEps: eps } = config;
  expectShape(images, [null, imageSize, imageSize, 3], 'images');
  const weights = weightsUnder(variables, 'vision_model');
  const norm = (x: tf.Tensor, name: string) =>
    layerNorm(x, weights(`${name}.weight`), weights(`${name}.bias`), eps);
  const states = norm(embedPatches(images, weights, config), 'pre_layrnorm') as tf.Tensor3D;
  const pooled = transformer(states, variables, 'vision_model', config, null, classToken);
  return norm(tf.squeeze(pooled, [1]), 'post_layernorm') as tf.Tensor2D;
}
