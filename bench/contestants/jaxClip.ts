import { nn, numpy as np } from '@jax-js/jax';
import type { TowerConfig } from '../../src/model/clipConfig.ts';
import type { Task } from '../contestant.ts';

/**
 * CLIP in jax-js: the mathematics of the lab to the letter, with what jax-js has for it (attention,
 * standardisation, gather). Its functions consume their arguments; `.ref` keeps one for another use.
 */

export type Weights = Record<string, np.Array>;

/** Added to scores of positions that must not be seen. */
const HIDDEN = -1e9;

const layerNorm = (x: np.Array, gain: np.Array, shift: np.Array, epsilon: number) =>
  nn.standardize(x, -1, { epsilon }).mul(gain).add(shift);

const product = (x: np.Array, weight: np.Array) => np.matmul(x, weight.transpose());

const activate = (x: np.Array, { activation }: TowerConfig) =>
  activation === 'quick_gelu'
    ? x.ref.mul(nn.sigmoid(x.mul(1.702)))
    : nn.gelu(x, { approximate: false });

/** The state that a tower is pooled at, what it may see, and whether only after the last block. */
interface Pooling {
  readonly pick: (states: np.Array) => np.Array;
  readonly mask: np.Array | null;
  readonly wholeBlocks: boolean;
}

function attention(
  parts: readonly [q: np.Array, k: np.Array, v: np.Array],
  heads: number,
  bias: np.Array | null,
): np.Array {
  const [batch, queries, width] = parts[0].shape as [number, number, number];
  const [q, k, v] = parts.map((x) => x.reshape([batch, x.shape[1]!, heads, width / heads]));
  const options = bias ? { bias: bias.ref } : {};
  return nn.dotProductAttention(q!, k!, v!, options).reshape([batch, queries, width]);
}

function transformer(
  states: np.Array,
  weights: Weights,
  prefix: string,
  config: TowerConfig,
  pooling: Pooling,
  mask: np.Array | null,
): np.Array {
  let x = states;
  for (let layer = 0; layer < config.layerCount; layer++) {
    const weight = (name: string) => weights[`${prefix}.encoder.layers.${layer}.${name}`]!;
    const normed = (of: np.Array, name: string) =>
      layerNorm(of, weight(`${name}.weight`), weight(`${name}.bias`), config.layerNormEps);
    const projected = (of: np.Array, name: string) =>
      product(of, weight(`${name}.weight`)).add(weight(`${name}.bias`));
    const isLast = !pooling.wholeBlocks && layer === config.layerCount - 1;
    const source = normed(x.ref, 'layer_norm1');
    const mixed = attention(
      [
        projected(isLast ? pooling.pick(source.ref) : source.ref, 'self_attn.q_proj'),
        projected(source.ref, 'self_attn.k_proj'),
        projected(source, 'self_attn.v_proj'),
      ],
      config.headCount,
      isLast ? pooling.mask : mask,
    );
    const residual = isLast ? pooling.pick(x) : x;
    const attended = residual.add(projected(mixed, 'self_attn.out_proj'));
    const inner = activate(projected(normed(attended.ref, 'layer_norm2'), 'mlp.fc1'), config);
    x = attended.add(projected(inner, 'mlp.fc2'));
  }
  return pooling.wholeBlocks ? pooling.pick(x) : x;
}

const unit = (x: np.Array) => x.ref.div(np.sqrt(np.sum(np.square(x), -1, { keepdims: true })));

/** What of a task says how the model is computed. */
type Shape = Pick<Task, 'config' | 'wholeBlocks'>;

/** [B, S, S, 3] → [B, D] */
function encodeImages(images: np.Array, weights: Weights, { config, wholeBlocks }: Shape) {
  const { vision } = config;
  const of = (name: string) => weights[`vision_model.${name}`]!;
  const { patchSize: p, hiddenSize: width, imageSize, layerNormEps: eps } = vision;
  const grid = imageSize / p;
  const batch = images.shape[0]!;
  const strips = images.reshape([batch * grid, p, grid, p * 3]).transpose([0, 2, 1, 3]);
  const patches = strips.reshape([batch, grid * grid, p * p * 3]);
  const kernel = of('embeddings.patch_embedding.weight').transpose([0, 2, 3, 1]);
  const embedded = product(patches, kernel.reshape([width, p * p * 3]));
  const classToken = of('embeddings.class_embedding').reshape([1, 1, width]);
  const tokens = np.concatenate([np.broadcastTo(classToken, [batch, 1, width]), embedded], 1);
  const placed = tokens.add(of('embeddings.position_embedding.weight'));
  const normed = layerNorm(placed, of('pre_layrnorm.weight'), of('pre_layrnorm.bias'), eps);
  const pooling = {
    pick: (states: np.Array) => states.slice([], [0, 1], []),
    mask: null,
    wholeBlocks,
  };
  const pooled = transformer(normed, weights, 'vision_model', vision, pooling, null);
  const [gain, shift] = [of('post_layernorm.weight'), of('post_layernorm.bias')];
  const out = layerNorm(pooled.reshape([batch, width]), gain, shift, eps);
  return unit(product(out, weights['visual_projection.weight']!));
}

/** A batch on the device. */
export type JaxBatch = {
  images: np.Array;
  /** [B, T] int32. */
  tokens: np.Array;
  /** [B, 1] int32, into [B·T, W]. */
  pooledRows: np.Array;
  /** [1, 1, T, T], and of the pooled state [B, 1, 1, T]. */
  causal: np.Array;
  pooledMask: np.Array;
  /** Scalar 1, see `takeRows`. */
  one: np.Array;
};

/**
 * Rows of a table by index. The product with a 1 that the compiler does not know to be one: in 0.1.25
 * a jitted scatter-add, the gradient of np.take, fails behind a mere reshape or transpose.
 */
const takeRows = (table: np.Array, indices: np.Array, one: np.Array) =>
  np.take(table, indices, 0).mul(one);

export function jaxBatch({
  size,
  images,
  tokens,
  tokenLength,
  eosPositions,
  config,
}: Task): JaxBatch {
  const side = config.vision.imageSize;
  const places = Array.from({ length: tokenLength }, (_, i) => i);
  const hides = (end: number) => places.map((at) => (at > end ? HIDDEN : 0));
  const rows = (ends: readonly number[]) => Float32Array.from(ends.flatMap(hides));
  const pooledRows = eosPositions.map((end, i) => i * tokenLength + end);
  return {
    images: np.array(images, { shape: [size, side, side, 3] }),
    tokens: np.array(tokens, { shape: [size, tokenLength] }),
    pooledRows: np.array(pooledRows, { shape: [size, 1] }),
    causal: np.array(rows(places), { shape: [1, 1, tokenLength, tokenLength] }),
    pooledMask: np.array(rows([...eosPositions]), { shape: [size, 1, 1, tokenLength] }),
    one: np.array(Float32Array.of(1), { shape: [] }),
  };
}

function encodeTexts(
  { tokens, pooledRows, causal, pooledMask, one }: Omit<JaxBatch, 'images'>,
  weights: Weights,
  { config, wholeBlocks }: Shape,
): np.Array {
  const { text } = config;
  const of = (name: string) => weights[`text_model.${name}`]!;
  const [size, length] = tokens.shape as [number, number];
  const width = text.hiddenSize;
  const embedded = takeRows(of('embeddings.token_embedding.weight'), tokens, one.ref);
  const positions = of('embeddings.position_embedding.weight').slice([0, length], []);
  const pick = (states: np.Array) =>
    takeRows(states.reshape([size * length, width]), pooledRows.ref, one.ref);
  const pooling = { pick, mask: pooledMask, wholeBlocks };
  const pooled = transformer(embedded.add(positions), weights, 'text_model', text, pooling, causal);
  for (const used of [pooledRows, causal, pooledMask, one]) used.dispose();
  const [gain, shift] = [of('final_layer_norm.weight'), of('final_layer_norm.bias')];
  const out = layerNorm(pooled.reshape([size, width]), gain, shift, text.layerNormEps);
  return unit(product(out, weights['text_projection.weight']!));
}

/** Similarities of the images and captions of a batch, times exp(logit_scale): [B, B]. */
export function jaxLogits(weights: Weights, { images, ...captions }: JaxBatch, shape: Shape) {
  const imageEmbeds = encodeImages(images, weights, shape);
  const textEmbeds = encodeTexts(captions, weights, shape);
  return product(imageEmbeds, textEmbeds).mul(np.exp(weights.logit_scale!));
}
