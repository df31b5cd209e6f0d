import { columnSum } from './columnSum.ts';
import { customOp } from './customOp.ts';
import { implementationOf, runFused } from './kernels.ts';
import { asRows, expectShape, lastSize, shaped } from './shapes.ts';
import * as tf from './tf.ts';

/**
 * Fully connected layer with weights as Hugging Face stores them: y = x·Wᵀ + b.
 *
 *   dx = dy·W    dW = dyᵀ·x    db = 1ᵀ·dy
 *
 * @param x      [..., I]
 * @param weight [O, I]
 * @param bias   [O] or null
 * @returns [..., O]
 * @throws ShapeError unless the sizes agree
 */
export function linear(x: tf.Tensor, weight: tf.Tensor2D, bias: tf.Tensor1D | null): tf.Tensor {
  const inputSize = lastSize(x, 'x');
  expectShape(weight, [null, inputSize], 'weight');
  const outputSize = weight.shape[0];
  if (bias) expectShape(bias, [outputSize], 'bias');
  const rows = asRows(x); // [N, I]
  const fused = implementationOf('linear', { x: rows, weight }) === 'fused';
  const y = (fused ? linearFused : linearSmaller)(rows, weight, bias);
  return shaped(y, [...x.shape.slice(0, -1), outputSize]);
}

function linearFused(rows: tf.Tensor2D, weight: tf.Tensor2D, bias: tf.Tensor1D | null): tf.Tensor {
  const inputs: Record<string, tf.Tensor> = bias ? { rows, weight, bias } : { rows, weight };
  return customOp(
    inputs,
    (save) => {
      save([rows]);
      return runFused('linear', { x: rows, weight, ...(bias && { bias }) })[0]!;
    },
    (dy, [x]) => {
      const given = { dy, x: x!, weight, ...(bias && { bias }) };
      const [dx, dWeight, dBias] = runFused('linearGradient', given);
      return { rows: () => dx!, weight: () => dWeight!, bias: () => dBias! };
    },
  );
}

/** From matmuls, each of whose gradients is computed only where it is wanted. */
function linearSmaller(
  rows: tf.Tensor2D,
  weight: tf.Tensor2D,
  bias: tf.Tensor1D | null,
): tf.Tensor {
  const product = (bias: tf.Tensor1D | null) =>
    tf.fused.matMul({ a: rows, b: weight, transposeB: true, ...(bias && { bias }) });
  const matrixGradients = (dy: tf.Tensor, [x, weight]: tf.Tensor[]) => ({
    rows: () => tf.matMul(dy, weight!),
    weight: () => tf.matMul(dy, x!, true, false),
  });
  return bias
    ? customOp(
        { rows, weight, bias },
        (save) => {
          save([rows, weight]);
          return product(bias);
        },
        (dy, saved) => ({
          ...matrixGradients(dy, saved),
          bias: () => columnSum(dy as tf.Tensor2D),
        }),
      )
    : customOp(
        { rows, weight },
        (save) => {
          save([rows, weight]);
          return product(null);
        },
        matrixGradients,
      );
}

/** The same with stock ops and their stock gradients: the oracle of `linear`. */
export function linearComposite(
  x: tf.Tensor,
  weight: tf.Tensor2D,
  bias: tf.Tensor1D | null,
): tf.Tensor {
  const rows = tf.reshape(x, [-1, lastSize(x, 'x')]) as tf.Tensor2D;
  const product = tf.matMul(rows, weight, false, true);
  const y = bias ? tf.add(product, bias) : product;
  return tf.reshape(y, [...x.shape.slice(0, -1), weight.shape[0]]);
}
