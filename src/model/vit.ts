import { embedPatches } from '../ops/embedPatches.ts';
import { layerNorm } from '../ops/layerNorm.ts';
import { expectShape } from '../ops/shapes.ts';
import * as tf from '../ops/tf.ts';
import type { VisionConfig } from './clipConfig.ts';
import { transformer, type Weights, weightsUnder } from './transformer.ts';

/** What enters the transformer, before `pre_layrnorm`: [B, S, S, 3] → [B, 1 + P, W]. */
export const visionStates = (images: tf.Tensor4D, weights: Weights): tf.Tensor3D =>
  embedPatches(images, {
    kernel: weights('embeddings.patch_embedding.weight'),
    token: weights('embeddings.class_embedding'),
    positions: weights('embeddings.position_embedding.weight'),
  });

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
  const states = norm(visionStates(images, weights), 'pre_layrnorm') as tf.Tensor3D;
  const pooled = transformer(states, variables, 'vision_model', config, {
    causal: false,
    // The class token.
    pool: 'first',
  });
  return norm(tf.squeeze(pooled, [1]), 'post_layernorm') as tf.Tensor2D;
}
