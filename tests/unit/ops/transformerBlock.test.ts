import { describe, expect, test } from 'vitest';
import { implementationOf } from '../../../src/ops/kernels.ts';
import * as tf from '../../../src/ops/tf.ts';
import {
  type BlockOptions,
  type BlockWeights,
  blockWeightNames,
  transformerBlock,
  transformerBlockComposite,
} from '../../../src/ops/transformerBlock.ts';
import { expectSameOp } from '../../support/expectSameOp.ts';
import { sampled } from '../../support/sampled.ts';
import { useTile } from '../../support/smallTile.ts';

interface Sizes {
  readonly batch: number;
  readonly length: number;
  readonly width: number;
  readonly heads: number;
  readonly inner: number;
}

const shapeOf = (name: string, { width, inner }: Sizes): number[] => {
  if (name === 'fc1Weight') return [inner, width];
  if (name === 'fc2Weight') return [width, inner];
  if (name === 'fc1Bias') return [inner];
  return name.endsWith('Weight') ? [width, width] : [width];
};

function tensors(sizes: Sizes): tf.Tensor[] {
  const { batch, length, width } = sizes;
  const made = blockWeightNames.map((name, i) => {
    const shape = shapeOf(name, sizes);
    const scale = name.endsWith('Weight') ? 1 / Math.sqrt(shape[1]!) : 0.3;
    return tf.tidy(() =>
      tf.add(tf.mul(sampled(shape, i + 2), scale), name.endsWith('Gain') ? 1 : 0),
    );
  });
  return [sampled([batch, length, width], 1), ...made];
}

const weightsOf = (given: readonly tf.Tensor[]) =>
  Object.fromEntries(blockWeightNames.map((name, i) => [name, given[i]!])) as BlockWeights;

type Case = Sizes & {
  causal: boolean;
  pool: 'none' | 'first' | 'positions';
  tile?: 'quads';
};
const small = { batch: 3, length: 5, width: 16, heads: 2, inner: 32 };
const cases: readonly Case[] = [
  { ...small, causal: false, pool: 'none' },
  { ...small, causal: true, pool: 'none' },
  { ...small, causal: false, pool: 'first' },
  { ...small, causal: true, pool: 'positions' },
  { ...small, causal: false, pool: 'positions' },
  // Sizes that no tile divides; more rows than one chunk of column sums.
  { batch: 7, length: 13, width: 24, heads: 3, inner: 52, causal: true, pool: 'none' },
  { batch: 3, length: 17, width: 64, heads: 2, inner: 128, causal: false, pool: 'first' },
  { batch: 1, length: 1, width: 8, heads: 1, inner: 4, causal: true, pool: 'none' },
  // Four neighbours see the same keys, unless a mask or pooling parts them; heads of 16 and of 32.
  { ...small, width: 32, causal: false, pool: 'none', tile: 'quads' },
  {
    ...{ batch: 2, length: 8, width: 64, heads: 2, inner: 32, causal: false, pool: 'none' },
    tile: 'quads',
  },
  { ...small, width: 32, causal: true, pool: 'none', tile: 'quads' },
  { ...small, width: 32, causal: false, pool: 'first', tile: 'quads' },
  {
    batch: 1,
    length: 1,
    width: 16,
    heads: 1,
    inner: 4,
    causal: false,
    pool: 'none',
    tile: 'quads',
  },
];

describe('a transformer block is what its smaller ops make of it', () => {
  for (const { causal, pool, tile = 'small', ...sizes } of cases) {
    test(`${JSON.stringify(sizes)} ${causal ? 'causal' : 'open'} ${pool}, ${tile}`, async () => {
      useTile(tile);
      const { batch, length, heads } = sizes;
      const positions = tf.tensor1d(
        Array.from({ length: batch }, (_, b) => (b * 3 + 1) % length),
        'int32',
      );
      const options: BlockOptions = {
        heads,
        eps: 1e-5,
        activation: 'quick_gelu',
        causal,
        pool: pool === 'none' ? null : pool === 'first' ? 'first' : positions,
      };
      const op =
        (block: typeof transformerBlock) =>
        (x: tf.Tensor, ...weights: tf.Tensor[]) =>
          block(x as tf.Tensor3D, weightsOf(weights), options);
      await expectSameOp(op(transformerBlock), op(transformerBlockComposite), () => tensors(sizes));
      positions.dispose();
    });
  }
});

test('on WebGPU it is a kernel that does it', () => {
  expect(implementationOf('block')).toBe(tf.getBackend() === 'webgpu' ? 'fused' : 'composite');
});
