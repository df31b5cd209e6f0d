import { describe, expect, test } from 'vitest';
import { oneHotTargets } from '../../../src/losses/targets.ts';
import { crossEntropy, divergence } from '../../../src/ops/crossEntropy.ts';
import {
  embedPatches,
  embedPatchesComposite,
  type PatchWeights,
} from '../../../src/ops/embedPatches.ts';
import { embedTokens, embedTokensComposite } from '../../../src/ops/embedTokens.ts';
import { useFused as switchKernels } from '../../../src/ops/kernels.ts';
import { l2Normalise, l2NormaliseComposite } from '../../../src/ops/l2Normalise.ts';
import { linear, linearComposite } from '../../../src/ops/linear.ts';
import { pairLogits, pairLogitsComposite } from '../../../src/ops/pairLogits.ts';
import * as tf from '../../../src/ops/tf.ts';
import { expectSameOp } from '../../support/expectSameOp.ts';
import { sampled } from '../../support/sampled.ts';
import { useTile } from '../../support/smallTile.ts';

type M = tf.Tensor2D;
type V = tf.Tensor1D;

/** The same op while kernels are switched off. */
const withoutKernels =
  <T extends tf.Tensor>(op: () => T): (() => T) =>
  () => {
    const before = switchKernels(false);
    try {
      return op();
    } finally {
      switchKernels(before);
    }
  };

describe('ops of the towers, kernels against smaller ops', () => {
  useTile('small');

  test.each([
    [3, 8, 4, 12],
    [2, 12, 4, 64],
  ])('patches: %i images of %i², patches of %i, %i wide', async (batch, side, patch, width) => {
    const images = sampled<tf.Tensor4D>([batch, side, side, 3], 9);
    const count = (side / patch) ** 2;
    const weights = ([kernel, token, positions]: tf.Tensor[]) =>
      ({ kernel, token, positions }) as unknown as PatchWeights;
    await expectSameOp(
      (...given) => embedPatches(images, weights(given)),
      (...given) => embedPatchesComposite(images, weights(given)),
      () => [
        sampled([width, 3, patch, patch], 1, 0.2),
        sampled([width], 2),
        sampled([1 + count, width], 3),
      ],
    );
    images.dispose();
  });

  test('tokens: ids that come once, often and never, more positions than tokens', async () => {
    const tokens = tf.tensor2d([5, 1, 1, 0, 5, 5, 2, 1, 8, 8, 8, 8], [3, 4], 'int32');
    await expectSameOp(
      (table, positions) => embedTokens(tokens, table as M, positions as M),
      (table, positions) => embedTokensComposite(tokens, table as M, positions as M),
      () => [sampled([9, 20], 1), sampled([7, 20], 2)],
    );
    tokens.dispose();
  });

  test.each([
    [5, 8, 12],
    [70, 64, 32],
    [3, 7, 5],
  ])('a layer of %i rows, %i to %i', (rows, from, to) =>
    expectSameOp(
      (x, weight, bias) => linear(x, weight as M, bias as V),
      (x, weight, bias) => linearComposite(x, weight as M, bias as V),
      () => [sampled([rows, from], 1), sampled([to, from], 2, 0.3), sampled([to], 3)],
    ),
  );

  test('a layer without a bias', () =>
    expectSameOp(
      (x, weight) => linear(x, weight as M, null),
      (x, weight) => linearComposite(x, weight as M, null),
      () => [sampled([6, 16], 1), sampled([8, 16], 2)],
    ));

  test('rows of length 1', () =>
    expectSameOp(
      (x) => l2Normalise(x),
      (x) => l2NormaliseComposite(x),
      () => [sampled([5, 11], 1)],
    ));

  test.each([
    [8, 8, 12],
    [5, 16, 8],
    [6, 6, 8],
  ])('logits of %i×%i pairs', (rows, columns, width) =>
    expectSameOp(
      (u, v, scale) => pairLogits(u as M, v as M, scale as tf.Scalar),
      (u, v, scale) => pairLogitsComposite(u as M, v as M, scale as tf.Scalar),
      () => [sampled([rows, width], 1), sampled([columns, width], 2), tf.scalar(1.3)],
    ),
  );

  test.each([
    ['rows', 5, 7],
    ['rows', 300, 9],
    ['rows and columns', 6, 6],
    ['rows and columns', 140, 140],
  ] as const)('losses over %s of %i×%i logits', async (lines, rows, columns) => {
    const other = tf.tidy(() => tf.softmax(sampled([rows, columns], 2, 3))) as M;
    const teacher = sampled([rows, columns], 3, 5) as M;
    for (const loss of [
      (z: tf.Tensor) => crossEntropy(z as M, other, lines),
      (z: tf.Tensor) => divergence(z as M, teacher, lines),
    ]) {
      await expectSameOp(
        (z) => loss(z!),
        (z) => withoutKernels(() => loss(z!))(),
        () => [sampled([rows, columns], 1, 4)],
      );
    }
    tf.dispose([other, teacher]);
  });

  test('targets that were integers', async () => {
    const labels = tf.tensor1d([0, 2, 1, 2], 'int32');
    const targets = oneHotTargets(labels, 3);
    await expectSameOp(
      (z) => crossEntropy(z as M, targets, 'rows'),
      (z) => withoutKernels(() => crossEntropy(z as M, targets, 'rows'))(),
      () => [sampled([4, 3], 1, 4)],
    );
    tf.dispose([labels, targets]);
  });

  test('equal logits diverge by nothing at all', async () => {
    const z = sampled([8, 8], 1, 30) as M;
    const value = tf.tidy(() => divergence(z, z, 'rows and columns'));
    expect((await value.data())[0]).toBe(0);
    tf.dispose([z, value]);
  });
});
