import { ShapeError } from './errors.ts';
import * as tf from './tf.ts';

/** A size, or null where any will do. */
export type Size = number | null;

const show = (shape: readonly Size[]) => `[${shape.map((size) => size ?? '*').join(', ')}]`;

/**
 * Checks the whole shape of a tensor; null stands for any size.
 * @throws ShapeError naming the tensor, what was wanted and what came
 */
export function expectShape(
  tensor: { readonly shape: readonly number[] },
  expected: readonly Size[],
  name: string,
): void {
  const { shape } = tensor;
  const fits =
    shape.length === expected.length &&
    expected.every((size, axis) => size === null || size === shape[axis]);
  if (!fits) throw new ShapeError(`${name} is ${show(shape)}, expected ${show(expected)}`);
}

/**
 * Checks that two tensors have one shape.
 * @throws ShapeError naming both
 */
export function expectSameShape(a: tf.Tensor, b: tf.Tensor, nameA: string, nameB: string): void {
  if (!sameSizes(a.shape, b.shape)) {
    throw new ShapeError(
      `${nameA} ${show(a.shape)} and ${nameB} ${show(b.shape)} must have the same shape`,
    );
  }
}

/** How many numbers a tensor of a shape has. */
export const numberCount = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

/** Whether two shapes are one. */
export const sameSizes = (a: readonly number[], b: readonly number[]) =>
  a.length === b.length && a.every((size, axis) => size === b[axis]);

/** A tensor in another shape; the tensor itself where it has that already, which spares the tape an entry. */
export function shaped(x: tf.Tensor, shape: readonly number[]): tf.Tensor {
  return sameSizes(x.shape, shape) ? x : tf.reshape(x, [...shape]);
}

/** Vectors of the last axis as the rows of a matrix: [..., W] → [N, W]. */
export const asRows = (x: tf.Tensor): tf.Tensor2D =>
  (x.rank === 2 ? x : tf.reshape(x, [-1, lastSize(x, 'x')])) as tf.Tensor2D;

/**
 * Size of the last axis.
 * @throws ShapeError for a scalar
 */
export function lastSize(tensor: tf.Tensor, name: string): number {
  const size = tensor.shape[tensor.shape.length - 1];
  if (size === undefined) throw new ShapeError(`${name} is a scalar, expected a last axis`);
  return size;
}
