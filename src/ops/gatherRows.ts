import { customOp } from './customOp.ts';
import { expectShape } from './shapes.ts';
import * as tf from './tf.ts';

/**
 * Rows of a table by index: an embedding lookup. The gradient adds each row of dy to the row it
 * came from, without the transposes that tf.gather's own gradient makes.
 *
 * @param table   [V, W]
 * @param indices [N] int32, each in 0 … V − 1; what an index outside gives depends on the backend
 * @returns [N, W]
 * @throws ShapeError unless the ranks are 2 and 1
 */
export function gatherRows(table: tf.Tensor2D, indices: tf.Tensor1D): tf.Tensor2D {
  expectShape(table, [null, null], 'table');
  expectShape(indices, [null], 'indices');
  const rowCount = table.shape[0];
  return customOp(
    { table },
    (save) => {
      save([indices]);
      return tf.gather(table, indices);
    },
    (dy, [indices]) => ({
      table: () => tf.unsortedSegmentSum(dy, indices as tf.Tensor1D, rowCount),
    }),
  ) as tf.Tensor2D;
}

/** The same as a product with one-hot rows and stock gradients: the oracle of `gatherRows`. */
export function gatherRowsComposite(table: tf.Tensor2D, indices: tf.Tensor1D): tf.Tensor2D {
  return tf.matMul(tf.cast(tf.oneHot(indices, table.shape[0]), 'float32') as tf.Tensor2D, table);
}
