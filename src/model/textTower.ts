import { embedTokens } from '../ops/embedTokens.ts';
import { layerNorm } from '../ops/layerNorm.ts';
import { expectShape } from '../ops/shapes.ts';
import * as tf from '../ops/tf.ts';
import type { TokenBatch } from './clip.ts';
import type { TextConfig } from './clipConfig.ts';
import { transformer, type Weights, weightsUnder } from './transformer.ts';

/** What enters the transformer: [B, T] int32 → [B, T, W]. */
export const textStates = (tokens: tf.Tensor2D, weights: Weights): tf.Tensor3D =>
  embedTokens(
    tokens,
    weights('embeddings.token_embedding.weight'),
    weights('embeddings.position_embedding.weight'),
  );

/**
 * CLIP's text transformer: token and position embeddings, causal blocks, `final_layer_norm`, the
 * state at the first EOS. Padding follows EOS, so the causal mask hides it.
 *
 * @param batch     captions; borrowed
 * @param variables the model's weights, by Hugging Face name
 * @returns [B, W], before the projection
 * @throws ShapeError if captions are too long or the positions do not match them
 *
 * Source: Radford et al. 2021, arXiv:2103.00020, section 2.4.
 */
export function textTower(
  batch: TokenBatch,
  variables: ReadonlyMap<string, tf.Tensor>,
  config: TextConfig,
): tf.Tensor2D {
  const { tokens, eosPositions } = batch;
  expectShape(tokens, [null, null], 'tokens');
  expectShape(eosPositions, [tokens.shape[0]], 'eosPositions');
  const weights = weightsUnder(variables, 'text_model');
  const states = textStates(tokens, weights); // [B, T, W]
  const pooled = transformer(states, variables, 'text_model', config, {
    causal: true,
    pool: eosPositions,
  });
  return layerNorm(
    tf.squeeze(pooled, [1]),
    weights('final_layer_norm.weight'),
    weights('final_layer_norm.bias'),
    config.layerNormEps,
  ) as tf.Tensor2D;
}
