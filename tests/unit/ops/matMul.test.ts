import { describe, test } from 'vitest';
import { columnSum, columnSumComposite } from '../../../src/ops/columnSum.ts';
import * as tf from '../../../src/ops/tf.ts';
import { expectClose, expectNoLeak, expectTensorClose } from '../../support/expectClose.ts';
import { sampled } from '../../support/sampled.ts';

/** Product in double precision by the definition, for batches of equal size. */
function reference(a: tf.Tensor, b: tf.Tensor, values: ArrayLike<number>[], flags: boolean[]) {
  const [transposeA, transposeB] = flags;
  const rows = a.shape.at(transposeA ? -1 : -2)!;
  const inner = a.shape.at(transposeA ? -2 : -1)!;
  const columns = b.shape.at(transposeB ? -2 : -1)!;
  const batch = a.size / (rows * inner);
  const out = new Float64Array(batch * rows * columns);
  for (let n = 0; n < batch; n++) {
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        let sum = 0;
        for (let k = 0; k < inner; k++) {
          const left = transposeA ? k * rows + i : i * inner + k;
          const right = transposeB ? j * inner + k : k * columns + j;
          sum += values[0]![n * rows * inner + left]! * values[1]![n * inner * columns + right]!;
        }
        out[(n * rows + i) * columns + j] = sum;
      }
    }
  }
  return out;
}

const sizes = [
  [[], 5, 6, 7],
  [[], 40, 33, 21],
  [[], 21, 33, 40],
  [[3], 5, 4, 6],
  [[2, 3], 24, 25, 26],
  // A sum of one term, and one of more than a block of the WASM kernel takes at once.
  [[], 9, 1, 3],
  [[2], 35, 300, 9],
] as const;

describe.each(sizes)('a product of batch %j, %d × %d × %d', (batch, rows, inner, columns) => {
  test.each([
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ])('transposed %j, %j', (transposeA, transposeB) =>
    expectNoLeak(async () => {
      const a = sampled([...batch, ...(transposeA ? [inner, rows] : [rows, inner])], 1);
      const b = sampled([...batch, ...(transposeB ? [columns, inner] : [inner, columns])], 2);
      const values = [await a.data(), await b.data()];
      // Twice: a kernel that keeps a packed operand must not mix it up with the next one's.
      for (let round = 0; round < 2; round++) {
        const product = tf.matMul(a, b, transposeA, transposeB);
        const expected = reference(a, b, values, [transposeA, transposeB]);
        await expectTensorClose(product, expected, { atol: 1e-5, rtol: 1e-5 });
      }
      tf.dispose([a, b]);
    }),
  );
});

test('a weight that has been assigned anew is not served from a cache', () =>
  expectNoLeak(async () => {
    const x = sampled<tf.Tensor2D>([40, 30], 1);
    const first = sampled<tf.Tensor2D>([30, 20], 2);
    const weight = tf.variable<tf.Rank.R2>(first);
    tf.matMul(x, weight).dispose();
    const next = tf.tidy(() => tf.mul(first, 2) as tf.Tensor2D);
    const before = tf.tidy(() => tf.mul(tf.matMul(x, first), 2));
    weight.assign(next);
    await expectTensorClose(tf.matMul(x, weight), await before.data(), { atol: 1e-5, rtol: 1e-5 });
    tf.dispose([x, first, weight, next, before]);
  }));

test.each([
  [7, 5],
  [33, 24],
  [1, 1],
  [50, 9],
])('columnSum of %d × %d', (rows, width) =>
  expectNoLeak(async () => {
    const x = sampled<tf.Tensor2D>([rows, width], 3);
    const [sum, composite] = [columnSum(x), columnSumComposite(x)];
    expectClose(await sum.data(), await composite.data(), { atol: 1e-5, rtol: 1e-5 });
    tf.dispose([x, sum, composite]);
  }),
);
