import { attention } from '../ops/attention.ts';
import { gelu } from '../ops/gelu.ts';
import { layerNorm } from '../ops/layerNorm.ts';
import { linear } from '../ops/linear.ts';
import { quickGelu } from '../ops/quickGelu.ts';
import * as tf from '../ops/tf.ts';
import type { Activation, TowerConfig } from './clipConfig.ts';
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

const activations: Record<Activation, (x: tf.Tensor) => tf.Tensor> = {
  quick_gelu: quickGelu,
  gelu,
};

const normed = (x: tf.Tensor3D, weights: Weights, name: string, eps: number) =>
  layerNorm(x, weights(`${name}.weight`), weights(`${name}.bias`), eps) as tf.Tensor3D;

const projected = (x: tf.Tensor, weights: Weights, name: string) =>
  linear(x, weights(`${name}.weight`), weights(`${name}.bias`)) as tf.Tensor3D;

/** Which states leave a block: all, or one of each item. */
export interface Pooling {
  /** [B, T, W] → [B, 1, W], the state that is wanted. */
  readonly pick: (states: tf.Tensor3D) => tf.Tensor3D;
  /** Mask of that state's scores, broadcast to [B, H, 1, T]; null where it sees all. */
  readonly mask: tf.Tensor | null;
}

/**
 * One pre-LayerNorm block of CLIP.
 *
 *   x ← x + out(attention(LN₁(x)))     x ← x + fc₂(act(fc₁(LN₂(x))))
 *
 * With `pooling` only the wanted states are carried through queries, residual and MLP: keys and
 * values still come from all. The numbers are those of the whole block, at a sixth of its matmuls.
 *
 * @param x    [B, T, W]
 * @param mask added to the scores, broadcast to [B, H, T, T]; null for none
 * @returns [B, T, W], or [B, 1, W] with pooling
 *
 * Source: Radford et al. 2021, arXiv:2103.00020; names as in Hugging Face's CLIPEncoderLayer.
 */
export function transformerBlock(
  x: tf.Tensor3D,
  weights: Weights,
  config: TowerConfig,
  mask: tf.Tensor | null,
  pooling?: Pooling,
): tf.Tensor3D {
  const eps = config.layerNormEps;
  const source = normed(x, weights, 'layer_norm1', eps); // [B, T, W]
  const mixed = attention(
    projected(pooling ? pooling.pick(source) : source, weights, 'self_attn.q_proj'),
    projected(source, weights, 'self_attn.k_proj'),
    projected(source, weights, 'self_attn.v_proj'),
    config.headCount,
    pooling ? pooling.mask : mask,
  ); // [B, T or 1, W]
  const residual = pooling ? pooling.pick(x) : x;
  const attended = tf.add(residual, projected(mixed, weights, 'self_attn.out_proj')) as tf.Tensor3D;
  const inner = projected(normed(attended, weights, 'layer_norm2', eps), weights, 'mlp.fc1');
  const activated = activations[config.activation](inner); // [B, T or 1, inner]
  return tf.add(attended, projected(activated, weights, 'mlp.fc2')) as tf.Tensor3D;
}

/**
 * All blocks of a tower; the last one yields only the pooled state.
 *
 * @param x [B, T, W]
 * @returns [B, 1, W]
 */
export function transformer(
  x: tf.Tensor3D,
  variables: ReadonlyMap<string, tf.Tensor>,
  prefix: string,
  config: TowerConfig,
  mask: tf.Tensor | null,
  pooling: Pooling,
): tf.Tensor3D {
  if (config.layerCount === 0) return pooling.pick(x);
  let states = x;
  for (let layer = 0; layer < config.layerCount; layer++) {
    const weights = weightsUnder(variables, `${prefix}.encoder.layers.${layer}`);
    const last = layer === config.layerCount - 1;
    states = transformerBlock(states, weights, config, mask, last ? pooling : undefined);
  }
  return states;
}
