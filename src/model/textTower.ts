import { addRow } from '../ops/addRow.ts';
import { ShapeError } from '../ops/errors.ts';
import { gatherRows } from '../ops/gatherRows.ts';
import { layerNorm } from '../ops/layerNorm.ts';
import { expectShape } from '../ops/shapes.ts';
import * as tf from '../ops/tf.ts';
import type { TokenBatch } from './clip.ts';
import type { TextConfig } from './clipConfig.ts';
import { type Pooling, transformer, type Weights, weightsUnder } from './transformer.ts';

/** Added to scores of positions that must not be seen; exp of it is 0, and it never overflows. */
const HIDDEN = -1e9;

/** Hides position j from position i wherever j > i. [T, T] */
export function causalMask(length: number): tf.Tensor2D {
  return tf.tidy(() => {
    const at = tf.range(0, length);
    const later = tf.greater(tf.reshape(at, [1, length]), tf.reshape(at, [length, 1]));
    return tf.mul(tf.cast(later, 'float32'), HIDDEN) as tf.Tensor2D;
  });
}

/**
 * Token embeddings plus positions.
 *
 * @param tokens [B, T] int32
 * @returns [B, T, W]
 * @throws ShapeError if T is more than the model has positions for
 */
export function embedTokens(
  tokens: tf.Tensor2D,
  weights: Weights,
  { hiddenSize, maxPositions }: TextConfig,
): tf.Tensor3D {
  const [batch, length] = tokens.shape;
  if (length > maxPositions) {
    throw new ShapeError(`tokens are ${length} long, the model has ${maxPositions} positions`);
  }
  const table = weights<tf.Tensor2D>('embeddings.token_embedding.weight');
  const embedded = gatherRows(table, tf.reshape(tokens, [batch * length])); // [B·T, W]
  const positions = tf.slice(
    weights<tf.Tensor2D>('embeddings.position_embedding.weight'),
    [0, 0],
    [length, hiddenSize],
  );
  const flat = length * hiddenSize;
  const placed = addRow(tf.reshape(embedded, [batch, flat]), tf.reshape(positions, [flat]));
  return tf.reshape(placed, [batch, length, hiddenSize]);
}

/** The state at EOS of each caption; it sees itself and what came before. */
function eosPooling({ tokens, eosPositions }: TokenBatch): Pooling {
  const [batch, length] = tokens.shape;
  const at = tf.range(0, length, 1, 'int32');
  const later = tf.greater(tf.reshape(at, [1, length]), tf.reshape(eosPositions, [batch, 1]));
  const mask = tf.mul(tf.cast(later, 'float32'), HIDDEN);
  const starts = tf.range(0, batch * length, length, 'int32');
  const rows = tf.add(starts, eosPositions) as tf.Tensor1D; // [B] into [B·T, W]
  return {
    pick: (states) => {
      const width = states.shape[2];
      const picked = gatherRows(tf.reshape(states, [batch * length, width]), rows);
      return tf.reshape(picked, [batch, 1, width]);
    },
    mask: tf.reshape(mask, [batch, 1, 1, length]),
  };
}

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
  const states = embedTokens(tokens, weights, config); // [B, T, W]
  const mask = causalMask(tokens.shape[1]);
  const pooled = transformer(states, variables, 'text_model', config, mask, eosPooling(batch));
  return layerNorm(
    tf.squeeze(pooled, [1]),
    weights('final_layer_norm.weight'),
    weights('final_layer_norm.bias'),
    config.layerNormEps,
  ) as tf.Tensor2D;
}
