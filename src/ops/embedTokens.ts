import { addRow } from './addRow.ts';
import { customOp } from './customOp.ts';
import { ShapeError } from './errors.ts';
import { gatherRows } from './gatherRows.ts';
import { implementationOf, runFused } from './kernels.ts';
import { expectShape } from './shapes.ts';
import * as tf from './tf.ts';

/**
 * What enters a text transformer: the rows of the table that the tokens name, with their positions.
 *
 * @param tokens    [B, T] int32
 * @param table     [V, W]
 * @param positions [M, W], M ≥ T
 * @returns [B, T, W]
 * @throws ShapeError if T is more than there are positions, or the widths differ
 */
export function embedTokens(
  tokens: tf.Tensor2D,
  table: tf.Tensor2D,
  positions: tf.Tensor2D,
): tf.Tensor3D {
  const [batch, length] = tokens.shape;
  const [most, width] = positions.shape;
  expectShape(table, [null, width], 'table');
  if (length > most) {
    throw new ShapeError(`tokens are ${length} long, the model has ${most} positions`);
  }
  if (implementationOf('tokens', { table }) === 'composite') {
    return embedTokensComposite(tokens, table, positions);
  }
  return customOp(
    { table, positions },
    () => runFused('tokens', { tokens, table, positions }, { batch })[0]!,
    (dy) => {
      const inputs = { dy, tokens, table, positions };
      const [dTable, dPositions] = runFused('tokensGradient', inputs);
      return { table: () => dTable!, positions: () => dPositions! };
    },
  ) as tf.Tensor3D;
}

/** The same from smaller ops: what other backends run, and the oracle of the kernels. */
export function embedTokensComposite(
  tokens: tf.Tensor2D,
  table: tf.Tensor2D,
  positions: tf.Tensor2D,
): tf.Tensor3D {
  const [batch, length] = tokens.shape;
  const width = table.shape[1];
  const embedded = gatherRows(table, tf.reshape(tokens, [batch * length])); // [B·T, W]
  const used = tf.slice(positions, [0, 0], [length, width]);
  const flat = length * width;
  const placed = addRow(tf.reshape(embedded, [batch, flat]), tf.reshape(used, [flat]));
  return tf.reshape(placed, [batch, length, width]);
}
