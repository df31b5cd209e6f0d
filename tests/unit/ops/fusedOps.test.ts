import { beforeAll, describe, expect, test } from 'vitest';
import { addRow, addRowComposite } from '../../../src/ops/addRow.ts';
import { attention, attentionComposite } from '../../../src/ops/attention.ts';
import { gatherRows, gatherRowsComposite } from '../../../src/ops/gatherRows.ts';
import { gelu, geluComposite } from '../../../src/ops/gelu.ts';
import { l2Normalise, l2NormaliseComposite } from '../../../src/ops/l2Normalise.ts';
import { layerNorm, layerNormComposite } from '../../../src/ops/layerNorm.ts';
import { linear, linearComposite } from '../../../src/ops/linear.ts';
import { quickGelu, quickGeluComposite } from '../../../src/ops/quickGelu.ts';
import * as tf from '../../../src/ops/tf.ts';
import { expectClose } from '../../support/expectClose.ts';
import { expectSameOp } from '../../support/expectSameOp.ts';
import { sampled } from '../../support/sampled.ts';
import { useTile } from '../../support/smallTile.ts';

type T1 = tf.Tensor1D;
type T2 = tf.Tensor2D;
type T3 = tf.Tensor3D;

/** Sums of a hundred terms that all but cancel have the rounding of the terms. */
const summed = { atol: 1e-5, rtol: 1e-5 };

// Every tile equals the product by its definition: tests/browser/tiles.
beforeAll(() => useTile('small'));

/** Small ones take the stock kernels of every backend, large ones the fast paths. */
const sizes = { small: 6, large: 64 };

describe.each(Object.entries(sizes))('%s ops equal their plain twins', (_, size) => {
  const rows = size + 3;

  test('linear with bias', () =>
    expectSameOp(
      (x, w, b) => linear(x!, w as T2, b as T1),
      (x, w, b) => linearComposite(x!, w as T2, b as T1),
      () => [sampled([2, rows, size], 1), sampled([size * 2, size], 2), sampled([size * 2], 3)],
      { value: summed },
    ));

  test('linear without bias, narrowing', () =>
    expectSameOp(
      (x, w) => linear(x!, w as T2, null),
      (x, w) => linearComposite(x!, w as T2, null),
      () => [sampled([rows, size * 2], 1), sampled([size, size * 2], 2)],
      { value: summed },
    ));

  test('layerNorm', () =>
    expectSameOp(
      (x, g, b) => layerNorm(x!, g as T1, b as T1, 1e-5),
      (x, g, b) => layerNormComposite(x!, g as T1, b as T1, 1e-5),
      () => [sampled([2, rows, size], 1, 3), sampled([size], 2), sampled([size], 3)],
    ));

  test('quickGelu', () =>
    expectSameOp(
      (x) => quickGelu(x!),
      (x) => quickGeluComposite(x!),
      () => [sampled([rows, size], 1, 6)],
    ));

  test('gelu', () =>
    expectSameOp(
      (x) => gelu(x!),
      (x) => geluComposite(x!),
      () => [sampled([rows, size], 1, 6)],
    ));

  test('l2Normalise', () =>
    expectSameOp(
      (x) => l2Normalise(x!),
      (x) => l2NormaliseComposite(x!),
      () => [sampled([rows, size], 1)],
    ));

  test('addRow', () =>
    expectSameOp(
      (x, row) => addRow(x as T2, row as T1),
      (x, row) => addRowComposite(x as T2, row as T1),
      () => [sampled([rows, size], 1), sampled([size], 2)],
    ));

  test('gatherRows, an index twice', () => {
    const at = () => tf.tensor1d([3, 0, 3, rows - 1], 'int32');
    return expectSameOp(
      (table) => gatherRows(table as T2, at()),
      (table) => gatherRowsComposite(table as T2, at()),
      () => [sampled([rows, size], 1)],
    );
  });

  test.each([
    ['all positions', rows],
    ['one position', 1],
  ])('attention, %s', (_, queries) =>
    expectSameOp(
      (q, k, v) => attention(q as T3, k as T3, v as T3, 2, null),
      (q, k, v) => attentionComposite(q as T3, k as T3, v as T3, 2, null),
      () => [
        sampled([3, queries, size], 1, 2),
        sampled([3, rows, size], 2, 2),
        sampled([3, rows, size], 3),
      ],
    ),
  );

  test('attention with a mask', () => {
    const mask = () =>
      tf.tidy(() => tf.mul(tf.cast(tf.greater(sampled([rows, rows], 9), 0.2), 'float32'), -1e9));
    return expectSameOp(
      (q, k, v) => attention(q as T3, k as T3, v as T3, 2, mask()),
      (q, k, v) => attentionComposite(q as T3, k as T3, v as T3, 2, mask()),
      () => [1, 2, 3].map((seed) => sampled([3, rows, size], seed)),
    );
  });
});

// One that differs by item, as of captions with their ends; by head; and one number for all keys.
test.each([[[3, 1, 1, 7]], [[1, 2, 5, 7]], [[2, 1, 7]], [[3, 2, 5, 1]], [[5, 7]]])(
  'attention with a mask of shape %j',
  (shape) => {
    const masked = (op: typeof attention) => (q?: tf.Tensor, k?: tf.Tensor, v?: tf.Tensor) => {
      const mask = tf.tidy(() => tf.mul(tf.relu(sampled(shape, 9)), -30));
      return op(q as T3, k as T3, v as T3, 2, mask);
    };
    return expectSameOp(masked(attention), masked(attentionComposite), () => [
      sampled([3, 5, 12], 1, 2),
      sampled([3, 7, 12], 2, 2),
      sampled([3, 7, 12], 3),
    ]);
  },
);

test('quickGelu of very large and small numbers, and of NaN', async () => {
  const x = tf.tensor1d([-3e38, -200, -60, -1e-30, 0, 1e-30, 60, 200, Number.NaN]);
  const [y, dx] = tf.tidy(() => [quickGelu(x), tf.grad(quickGelu)(x)]) as [tf.Tensor, tf.Tensor];
  const nan = Number.NaN;
  const close = { atol: 1e-20, rtol: 1e-5 };
  const values = [await y.data(), await dx.data()].map((all) => [...all]);
  expect(values.map((all) => all.pop())).toEqual([nan, nan]);
  expectClose(values[0]!, [0, 0, 0, -5e-31, 0, 5e-31, 60, 200], close);
  expectClose(values[1]!, [0, 0, 0, 0.5, 0.5, 0.5, 1, 1], close);
  tf.dispose([x, y, dx]);
});

test('a masked position has no weight at all', async () => {
  const [q, k, v] = [1, 2, 3].map((seed) => sampled<T3>([1, 2, 4], seed)) as [T3, T3, T3];
  const mask = tf.tensor2d([
    [0, -1e9],
    [0, 0],
  ]);
  const out = attention(q, k, v, 2, mask);
  const [first, seen] = [await out.data(), await v.data()];
  expect([...first.slice(0, 4)]).toEqual([...seen.slice(0, 4)]);
  tf.dispose([q, k, v, mask, out]);
});
