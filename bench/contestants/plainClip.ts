import * as tf from '@tensorflow/tfjs';
import type { ClipConfig, TowerConfig } from '../../src/model/clipConfig.ts';
import type { Task } from '../contestant.ts';

/**
 * CLIP in stock operations with their stock gradients, as one writes it down from the paper. The
 * mathematics is that of the lab to the letter (the last block of a tower carries the pooled state
 * alone unless asked otherwise, captions are cut to their longest), so that what differs is the engine.
 */

export type Weights = ReadonlyMap<string, tf.Variable>;

/** Added to scores of positions that must not be seen. */
const HIDDEN = -1e9;

const layerNorm = (x: tf.Tensor, gain: tf.Tensor, shift: tf.Tensor, eps: number) => {
  const centred = tf.sub(x, tf.mean(x, -1, true));
  const variance = tf.mean(tf.square(centred), -1, true);
  return tf.add(tf.mul(tf.mul(centred, tf.rsqrt(tf.add(variance, eps))), gain), shift);
};

const linear = (x: tf.Tensor, weight: tf.Tensor, bias?: tf.Tensor) => {
  const rows = tf.reshape(x, [-1, x.shape.at(-1)!]);
  const product = tf.matMul(rows, weight, false, true);
  const y = bias ? tf.add(product, bias) : product;
  return tf.reshape(y, [...x.shape.slice(0, -1), weight.shape[0]!]);
};

const activate = (x: tf.Tensor, { activation }: TowerConfig) =>
  activation === 'quick_gelu'
    ? tf.mul(x, tf.sigmoid(tf.mul(x, 1.702)))
    : tf.mul(x, tf.mul(tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1), 0.5));

/** [B, T, W] → [B, H, T, d] */
const splitHeads = (x: tf.Tensor, heads: number) => {
  const [batch, length, width] = x.shape as [number, number, number];
  return tf.transpose(tf.reshape(x, [batch, length, heads, width / heads]), [0, 2, 1, 3]);
};

/** [B, Q, W] over [B, T, W]. */
function attention(q: tf.Tensor, k: tf.Tensor, v: tf.Tensor, heads: number, mask?: tf.Tensor) {
  const scale = 1 / Math.sqrt(q.shape[2]! / heads);
  const products = tf.matMul(splitHeads(q, heads), splitHeads(k, heads), false, true);
  const scores = tf.mul(products, scale);
  const weights = tf.softmax(mask ? tf.add(scores, mask) : scores);
  const mixed = tf.transpose(tf.matMul(weights, splitHeads(v, heads)), [0, 2, 1, 3]);
  return tf.reshape(mixed, q.shape);
}

/** The state that a tower is pooled at, what it may see, and whether only after the last block. */
interface Pooling {
  readonly pick: (states: tf.Tensor) => tf.Tensor;
  readonly wholeBlocks: boolean;
  readonly mask?: tf.Tensor;
}

function transformer(
  states: tf.Tensor,
  weights: Weights,
  prefix: string,
  config: TowerConfig,
  pooling: Pooling,
  mask?: tf.Tensor,
): tf.Tensor {
  let x = states;
  for (let layer = 0; layer < config.layerCount; layer++) {
    const weight = (name: string) => weights.get(`${prefix}.encoder.layers.${layer}.${name}`)!;
    const normed = (of: tf.Tensor, name: string) =>
      layerNorm(of, weight(`${name}.weight`), weight(`${name}.bias`), config.layerNormEps);
    const projected = (of: tf.Tensor, name: string) =>
      linear(of, weight(`${name}.weight`), weight(`${name}.bias`));
    const isLast = !pooling.wholeBlocks && layer === config.layerCount - 1;
    const source = normed(x, 'layer_norm1');
    const mixed = attention(
      projected(isLast ? pooling.pick(source) : source, 'self_attn.q_proj'),
      projected(source, 'self_attn.k_proj'),
      projected(source, 'self_attn.v_proj'),
      config.headCount,
      isLast ? pooling.mask : mask,
    );
    const attended = tf.add(isLast ? pooling.pick(x) : x, projected(mixed, 'self_attn.out_proj'));
    const inner = activate(projected(normed(attended, 'layer_norm2'), 'mlp.fc1'), config);
    x = tf.add(attended, projected(inner, 'mlp.fc2'));
  }
  return pooling.wholeBlocks ? pooling.pick(x) : x;
}

const unit = (x: tf.Tensor) => tf.div(x, tf.sqrt(tf.sum(tf.square(x), -1, true)));

/** [B, S, S, 3] → [B, D] */
function encodeImages(
  { images, wholeBlocks }: PlainBatch,
  weights: Weights,
  { vision }: ClipConfig,
): tf.Tensor {
  const of = (name: string) => weights.get(`vision_model.${name}`)!;
  const { patchSize: p, hiddenSize: width, imageSize, layerNormEps: eps } = vision;
  const grid = imageSize / p;
  const batch = images.shape[0]!;
  const strips = tf.reshape(images, [batch * grid, p, grid, p * 3]);
  const patches = tf.reshape(tf.transpose(strips, [0, 2, 1, 3]), [batch, grid * grid, p * p * 3]);
  const kernel = tf.transpose(of('embeddings.patch_embedding.weight'), [0, 2, 3, 1]);
  const embedded = linear(patches, tf.reshape(kernel, [width, -1]));
  const classToken = tf.reshape(of('embeddings.class_embedding'), [1, 1, width]);
  const tokens = tf.concat([tf.tile(classToken, [batch, 1, 1]), embedded], 1);
  const placed = tf.add(tokens, of('embeddings.position_embedding.weight'));
  const normed = layerNorm(placed, of('pre_layrnorm.weight'), of('pre_layrnorm.bias'), eps);
  const pick = (states: tf.Tensor) => tf.slice(states, [0, 0, 0], [-1, 1, -1]);
  const pooled = transformer(normed, weights, 'vision_model', vision, { pick, wholeBlocks });
  const [gain, shift] = [of('post_layernorm.weight'), of('post_layernorm.bias')];
  const out = layerNorm(tf.squeeze(pooled, [1]), gain, shift, eps);
  return unit(linear(out, weights.get('visual_projection.weight')!));
}

/** A batch on the device, and what every step makes of it again. */
export interface PlainBatch {
  readonly images: tf.Tensor;
  readonly wholeBlocks: boolean;
  /** [B, T] int32. */
  readonly tokens: tf.Tensor;
  /** [B] int32, into [B·T, W]. */
  readonly pooledRows: tf.Tensor;
  /** [T, T], and of the pooled state [B, 1, 1, T]. */
  readonly causal: tf.Tensor;
  readonly pooledMask: tf.Tensor;
}

export function plainBatch({
  size,
  images,
  tokens,
  tokenLength,
  eosPositions,
  config,
  wholeBlocks,
}: Task): PlainBatch {
  const side = config.vision.imageSize;
  const places = Array.from({ length: tokenLength }, (_, i) => i);
  const hides = (end: number) => places.map((at) => (at > end ? HIDDEN : 0));
  return {
    images: tf.tensor(images, [size, side, side, 3]),
    wholeBlocks,
    tokens: tf.tensor(tokens, [size, tokenLength], 'int32'),
    pooledRows: tf.tensor1d(
      eosPositions.map((end, i) => i * tokenLength + end),
      'int32',
    ),
    causal: tf.tensor(places.map(hides)),
    pooledMask: tf.tensor4d([...eosPositions].map((end) => [[hides(end)]])),
  };
}

function encodeTexts(batch: PlainBatch, weights: Weights, { text }: ClipConfig): tf.Tensor {
  const of = (name: string) => weights.get(`text_model.${name}`)!;
  const { tokens, pooledRows, causal, pooledMask, wholeBlocks } = batch;
  const [size, length] = tokens.shape as [number, number];
  const embedded = tf.gather(of('embeddings.token_embedding.weight'), tokens.as2D(size, length));
  const positions = tf.slice(of('embeddings.position_embedding.weight'), [0, 0], [length, -1]);
  const pick = (states: tf.Tensor) => {
    const width = states.shape[2]!;
    const picked = tf.gather(tf.reshape(states, [-1, width]), pooledRows.as1D());
    return tf.reshape(picked, [size, 1, width]);
  };
  const pooling = { pick, mask: pooledMask, wholeBlocks };
  const placed = tf.add(embedded, positions);
  const pooled = transformer(placed, weights, 'text_model', text, pooling, causal);
  const [gain, shift] = [of('final_layer_norm.weight'), of('final_layer_norm.bias')];
  const out = layerNorm(tf.squeeze(pooled, [1]), gain, shift, text.layerNormEps);
  return unit(linear(out, weights.get('text_projection.weight')!));
}

/** Similarities of the images and captions of a batch, times exp(logit_scale): [B, B]. */
export function plainLogits(batch: PlainBatch, weights: Weights, config: ClipConfig): tf.Tensor {
  const images = encodeImages(batch, weights, config);
  const texts = encodeTexts(batch, weights, config);
  return tf.mul(tf.matMul(images, texts, false, true), tf.exp(weights.get('logit_scale')!));
}
