import * as tf from '../ops/tf.ts';
import {
  type BlockOptions,
  type BlockWeightName,
  type BlockWeights,
  picking,
  transformerBlock,
} from '../ops/transformerBlock.ts';
import type { TowerConfig } from './clipConfig.ts';
import { WeightError } from './weightError.ts';

/** Weights of one part of the model by what follows its prefix. */
export type Weights = <T extends tf.Tensor = tf.Tensor>(name: string) => T;

/** Weights under a prefix such as 'vision_model.encoder.layers.0'. */
export function weightsUnder(variables: ReadonlyMap<string, tf.Tensor>, prefix: string): Weights {
  return <T extends tf.Tensor>(name: string) => {
    const weight = variables.get(`${prefix}.${name}`);
    if (!weight) throw new WeightError(`the model has no weight ${prefix}.${name}`);
    return weight as T;
  };
}

/** What Hugging Face calls the weights of a block. */
const publishedNames: Readonly<Record<BlockWeightName, string>> = {
  norm1Gain: 'layer_norm1.weight',
  norm1Shift: 'layer_norm1.bias',
  qWeight: 'self_attn.q_proj.weight',
  qBias: 'self_attn.q_proj.bias',
  kWeight: 'self_attn.k_proj.weight',
  kBias: 'self_attn.k_proj.bias',
  vWeight: 'self_attn.v_proj.weight',
  vBias: 'self_attn.v_proj.bias',
  outWeight: 'self_attn.out_proj.weight',
  outBias: 'self_attn.out_proj.bias',
  norm2Gain: 'layer_norm2.weight',
  norm2Shift: 'layer_norm2.bias',
  fc1Weight: 'mlp.fc1.weight',
  fc1Bias: 'mlp.fc1.bias',
  fc2Weight: 'mlp.fc2.weight',
  fc2Bias: 'mlp.fc2.bias',
};

/** The weights of one block, as the op takes them. */
export function blockWeights(weights: Weights): BlockWeights {
  const entries = Object.entries(publishedNames).map(([name, published]) => [
    name,
    weights(published),
  ]);
  return Object.fromEntries(entries) as BlockWeights;
}

/** A block of a tower: CLIPEncoderLayer with the weights of one layer. */
export function towerBlock(
  x: tf.Tensor3D,
  weights: Weights,
  { headCount: heads, layerNormEps: eps, activation }: TowerConfig,
  attends: Pick<BlockOptions, 'causal' | 'pool'>,
): tf.Tensor3D {
  return transformerBlock(x, blockWeights(weights), { heads, eps, activation, ...attends });
}

/**
 * All blocks of a tower; the last one yields only the wanted state of each item.
 *
 * @param x      [B, T, W]
 * @param causal whether a position sees only what came before it
 * @param pool   the first state of each item, or that at its position [B] int32
 * @returns [B, 1, W]
 */
export function transformer(
  x: tf.Tensor3D,
  variables: ReadonlyMap<string, tf.Tensor>,
  prefix: string,
  config: TowerConfig,
  { causal, pool }: { readonly causal: boolean; readonly pool: 'first' | tf.Tensor1D },
): tf.Tensor3D {
  let states = x;
  for (let layer = 0; layer < config.layerCount; layer++) {
    const weights = weightsUnder(variables, `${prefix}.encoder.layers.${layer}`);
    const last = layer === config.layerCount - 1;
    const before = states;
    states = tf.tidy(() =>
      towerBlock(before, weights, config, { causal, pool: last ? pool : null }),
    );
    // What a gradient needs of it is on the tape.
    if (before !== x) before.dispose();
  }
  return config.layerCount === 0 ? picking(x, pool)(x) : states;
}
