import { attention } from './attention.ts';
import { customOp, isRecording } from './customOp.ts';
import { gatherRows } from './gatherRows.ts';
import { gelu } from './gelu.ts';
import { implementationOf, runFused } from './kernels.ts';
import { layerNorm } from './layerNorm.ts';
import { linear } from './linear.ts';
import { quickGelu } from './quickGelu.ts';
import { expectShape } from './shapes.ts';
import * as tf from './tf.ts';

/** Weights of a block, in the order in which kernels give their gradients. W wide, I inside the MLP. */
export const blockWeightNames = [
  'norm1Gain',
  'norm1Shift',
  'qWeight',
  'qBias',
  'kWeight',
  'kBias',
  'vWeight',
  'vBias',
  'outWeight',
  'outBias',
  'norm2Gain',
  'norm2Shift',
  'fc1Weight',
  'fc1Bias',
  'fc2Weight',
  'fc2Bias',
] as const;

export type BlockWeightName = (typeof blockWeightNames)[number];

/** Matrices [O, I] as Hugging Face stores them, vectors [O]. */
export type BlockWeights = Readonly<Record<BlockWeightName, tf.Tensor>>;

export interface BlockOptions {
  /** H, a divisor of W. */
  readonly heads: number;
  /** Of both layer norms. */
  readonly eps: number;
  readonly activation: 'quick_gelu' | 'gelu';
  /** Position i sees 0 … i and no further. */
  readonly causal: boolean;
  /**
   * Which states leave the block: all; or of each item the first, or that at its position [B] int32.
   * Then only those are carried through queries, residual and MLP, while keys and values still come
   * from all: the numbers of the whole block at a sixth of its matmuls.
   */
  readonly pool: null | 'first' | tf.Tensor1D;
}

/** Far below any score, yet finite: its exponential is 0. */
const HIDDEN = -1e9;

/**
 * One pre-LayerNorm block of CLIP.
 *
 *   x ← x + out(attention(LN₁(x)))     x ← x + fc₂(act(fc₁(LN₂(x))))
 *
 * @param x [B, T, W]
 * @returns [B, T, W], or [B, 1, W] where states are picked
 * @throws ShapeError where x is no such tensor or the sizes of weights do not agree
 *
 * Source: Radford et al. 2021, arXiv:2103.00020; as Hugging Face's CLIPEncoderLayer.
 */
export function transformerBlock(
  x: tf.Tensor3D,
  weights: BlockWeights,
  options: BlockOptions,
): tf.Tensor3D {
  const { heads, activation } = options;
  const fused = implementationOf('block', { x, ...weights }, { heads }) === 'fused';
  // Kernels know one activation.
  return fused && activation === 'quick_gelu'
    ? transformerBlockFused(x, weights, options)
    : transformerBlockComposite(x, weights, options);
}

/** What a kernel keeps of the forward pass, by name and in its order. */
const keptNames = (pooled: boolean) => [
  'stats1',
  'kv',
  ...(pooled ? ['q'] : []),
  'mixed',
  'logSums',
  'attended',
  'stats2',
  'pre',
  ...(pooled ? ['picked'] : []),
];

function transformerBlockFused(
  x: tf.Tensor3D,
  weights: BlockWeights,
  { heads, eps, causal, pool }: BlockOptions,
): tf.Tensor3D {
  const [batch, , width] = x.shape;
  const inner = weights.fc1Weight.shape[0]!;
  expectShape(x, [null, null, null], 'x');
  expectShape(weights.qWeight, [width, width], 'qWeight');
  expectShape(weights.fc1Weight, [inner, width], 'fc1Weight');
  expectShape(weights.fc2Weight, [width, inner], 'fc2Weight');
  if (pool instanceof tf.Tensor) expectShape(pool, [batch], 'pool');
  const attrs = {
    heads,
    eps,
    causal: Number(causal),
    pooled: Number(pool !== null),
    recording: Number(isRecording()),
  };
  const inputs = { x, ...weights };
  const given = pool instanceof tf.Tensor ? { ...inputs, positions: pool } : inputs;
  return customOp(
    inputs,
    (save) => {
      const [y, ...kept] = runFused('block', given, attrs);
      save([x, ...kept]);
      return y!;
    },
    (dy, saved) => {
      // Weights are still there; x may be gone.
      const kept = Object.fromEntries(
        ['x', ...keptNames(pool !== null)].map((name, i) => [name, saved[i]!] as const),
      );
      const grads = runFused('blockGradient', { ...given, ...kept, dy }, attrs);
      const names = ['x', ...blockWeightNames] as const;
      return Object.fromEntries(names.map((name, i) => [name, () => grads[i]!])) as Record<
        (typeof names)[number],
        () => tf.Tensor
      >;
    },
  ) as tf.Tensor3D;
}

const activations = { quick_gelu: quickGelu, gelu };

/** The same from smaller ops: what other backends run, and the oracle of the kernels. */
export function transformerBlockComposite(
  x: tf.Tensor3D,
  weights: BlockWeights,
  { heads, eps, activation, causal, pool }: BlockOptions,
): tf.Tensor3D {
  const norm = (t: tf.Tensor, name: 'norm1' | 'norm2') =>
    layerNorm(
      t,
      weights[`${name}Gain`] as tf.Tensor1D,
      weights[`${name}Shift`] as tf.Tensor1D,
      eps,
    ) as tf.Tensor3D;
  const layer = (t: tf.Tensor, name: 'q' | 'k' | 'v' | 'out' | 'fc1' | 'fc2') =>
    linear(
      t,
      weights[`${name}Weight`] as tf.Tensor2D,
      weights[`${name}Bias`] as tf.Tensor1D,
    ) as tf.Tensor3D;
  const pick = picking(x, pool);
  const source = norm(x, 'norm1'); // [B, T, W]
  const mixed = attention(
    layer(pick(source), 'q'),
    layer(source, 'k'),
    layer(source, 'v'),
    heads,
    causal ? causalMask(x, pool) : null,
  ); // [B, T or 1, W]
  const attended = tf.add(pick(x), layer(mixed, 'out')) as tf.Tensor3D;
  const inner = layer(norm(attended, 'norm2'), 'fc1'); // [B, T or 1, I]
  return tf.add(attended, layer(activations[activation](inner), 'fc2')) as tf.Tensor3D;
}

/** [B, T, W] → [B, 1, W], the wanted state of each item; or nothing to pick. */
export function picking(
  { shape: [batch, length] }: tf.Tensor3D,
  pool: BlockOptions['pool'],
): (states: tf.Tensor3D) => tf.Tensor3D {
  if (pool === null) return (states) => states;
  if (pool === 'first') return (states) => tf.slice(states, [0, 0, 0], [-1, 1, -1]);
  const starts = tf.range(0, batch * length, length, 'int32');
  const rows = tf.add(starts, pool) as tf.Tensor1D; // [B] into [B·T, W]
  return (states) => {
    const width = states.shape[2];
    const picked = gatherRows(tf.reshape(states, [batch * length, width]), rows);
    return tf.reshape(picked, [batch, 1, width]);
  };
}

/** Hides what lies behind each query's own position: [T, T]; of picked ones [B, 1, 1, T]. */
function causalMask({ shape }: tf.Tensor3D, pool: BlockOptions['pool']): tf.Tensor {
  const [batch, length] = shape;
  return tf.tidy(() => {
    const at = tf.range(0, length, 1, 'int32');
    const own = pool instanceof tf.Tensor ? pool : pool === 'first' ? tf.zeros([batch]) : at;
    const later = tf.greater(tf.reshape(at, [1, length]), tf.reshape(own, [own.shape[0]!, 1]));
    const mask = tf.mul(tf.cast(later, 'float32'), HIDDEN);
    return pool === null ? mask : tf.reshape(mask, [batch, 1, 1, length]);
  });
}
