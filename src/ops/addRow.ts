import { columnSum } from './columnSum.ts';
import { customOp } from './customOp.ts';
import { expectShape, lastSize } from './shapes.ts';
import * as tf from './tf.ts';

/**
 * Adds one row to every row: y = x + row. The gradient of the row is a column sum done as a matmul.
 *
 * @param x   [N, W]
 * @param row [W]
 * @returns [N, W]
 * @throws ShapeError unless the widths agree
 */
export function addRow(x: tf.Tensor2D, row: tf.Tensor1D): tf.Tensor2D {
  expectShape(row, [lastSize(x, 'x')], 'row');
  return customOp(
    { x, row },
    () => tf.add(x, row),
    (dy) => ({ x: () => tf.clone(dy), row: () => columnSum(dy as tf.Tensor2D) }),
  ) as tf.Tensor2D;
}

/** The same by broadcasting alone: the oracle of `addRow`. */
export function addRowComposite(x: tf.Tensor2D, row: tf.Tensor1D): tf.Tensor2D {
  return tf.add(x, row);
}
