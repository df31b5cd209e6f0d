import { floatBits } from '../math/floatBits.ts';
import { customOp } from './customOp.ts';
import { type FusedOp, implementationOf, runFused } from './kernels.ts';
import { expectSameShape, expectShape } from './shapes.ts';
import { sumAll } from './sumAll.ts';
import * as tf from './tf.ts';

/** Over which lines of the logits a softmax runs: each row, or each row and each column. */
export type Lines = 'rows' | 'rows and columns';

/** One kernel for the value, one for the gradient; both see all lines at once. */
function fusedLoss(
  op: FusedOp,
  gradient: FusedOp,
  logits: tf.Tensor2D,
  other: tf.Tensor2D,
  lines: Lines,
  factor: number,
): tf.Scalar {
  const attrs = { columns: Number(lines !== 'rows'), factor: floatBits(factor) };
  return customOp(
    { logits },
    (save) => {
      const [loss, sums] = runFused(op, { logits, other }, attrs);
      save([logits, other, sums!]);
      return loss!;
    },
    (dy, saved) => ({
      logits: () => {
        const [logits, other, sums] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
        return runFused(gradient, { dy, logits, other, sums }, attrs)[0]!;
      },
    }),
  ) as tf.Scalar;
}

/**
 * Cross-entropy against soft targets: mean over the rows; of rows and columns, half of each mean.
 *
 *   H = −(1/N) Σᵢ Σⱼ Qᵢⱼ · log softmax(Zᵢ)ⱼ       dZ = (softmax(Z)·ΣQ − Q)/N
 *
 * Goes through log-softmax, so logits of any size are safe. The targets take no gradient.
 *
 * @param logits  [N, C]; square for rows and columns
 * @param targets [N, C]
 * @returns scalar, nats
 * @throws ShapeError unless the two are matrices of one shape
 */
export function crossEntropy(logits: tf.Tensor2D, targets: tf.Tensor2D, lines: Lines): tf.Scalar {
  check(logits, targets, lines, 'targets');
  if (implementationOf('crossEntropy') === 'fused') {
    const factor = (lines === 'rows' ? 1 : 0.5) / logits.shape[0];
    return fusedLoss('crossEntropy', 'crossEntropyGradient', logits, targets, lines, factor);
  }
  const rows = crossEntropyOfRows(logits, targets);
  if (lines === 'rows') return rows;
  const columns = crossEntropyOfRows(tf.transpose(logits), tf.transpose(targets));
  return tf.mul(tf.add(rows, columns), 0.5);
}

/**
 * Divergence of the softmax of the logits from a teacher's: mean over the rows; of rows and columns,
 * the sum of both means.
 *
 *   KL = (1/N) Σᵢ Σⱼ P̃ᵢⱼ · (log P̃ᵢⱼ − log Pᵢⱼ)       dZ = (P − P̃)/N
 *
 * @param logits  [N, C]; square for rows and columns
 * @param teacher [N, C] logits; no gradient
 * @returns scalar, nats; exactly 0 for equal logits
 * @throws ShapeError unless the two are matrices of one shape
 */
export function divergence(logits: tf.Tensor2D, teacher: tf.Tensor2D, lines: Lines): tf.Scalar {
  check(logits, teacher, lines, 'teacher');
  if (implementationOf('divergence') === 'fused') {
    const factor = 1 / logits.shape[0];
    return fusedLoss('divergence', 'divergenceGradient', logits, teacher, lines, factor);
  }
  const rows = divergenceOfRows(logits, teacher);
  if (lines === 'rows') return rows;
  return tf.add(rows, divergenceOfRows(tf.transpose(logits), tf.transpose(teacher)));
}

function check(logits: tf.Tensor2D, other: tf.Tensor2D, lines: Lines, name: string): void {
  expectShape(logits, lines === 'rows' ? [null, null] : [other.shape[0], other.shape[0]], 'logits');
  expectSameShape(logits, other, 'logits', name);
}

function crossEntropyOfRows(logits: tf.Tensor2D, targets: tf.Tensor2D): tf.Scalar {
  const rowCount = logits.shape[0];
  return customOp(
    { logits },
    (save) => {
      const logProbs = tf.logSoftmax(logits);
      save([logProbs, targets]);
      return meanOverRows(logProbs, targets);
    },
    (dy, [logProbs, targets]) => ({
      logits: () => {
        const mass = tf.sum(targets!, -1, true); // 1, up to rounding
        const difference = tf.sub(tf.mul(tf.exp(logProbs!), mass), targets!);
        return tf.mul(difference, tf.div(dy, rowCount));
      },
    }),
  ) as tf.Scalar;
}

function divergenceOfRows(logits: tf.Tensor2D, teacherLogits: tf.Tensor2D): tf.Scalar {
  const rowCount = logits.shape[0];
  return customOp(
    { logits },
    (save) => {
      const student = tf.logSoftmax(logits);
      const teacher = tf.logSoftmax(teacherLogits);
      save([student, teacher]);
      return meanDivergence(student, teacher);
    },
    (dy, [student, teacher]) => ({
      logits: () => tf.mul(tf.sub(tf.exp(student!), tf.exp(teacher!)), tf.div(dy, rowCount)),
    }),
  ) as tf.Scalar;
}

/** The mean over the rows with stock gradients: the oracle of `crossEntropy`. */
export const crossEntropyComposite = (logits: tf.Tensor2D, targets: tf.Tensor2D): tf.Scalar =>
  meanOverRows(tf.logSoftmax(logits), targets);

/** The same with stock gradients, which the teacher would receive too: the oracle of `divergence`. */
export const divergenceComposite = (logits: tf.Tensor2D, teacher: tf.Tensor2D): tf.Scalar =>
  meanDivergence(tf.logSoftmax(logits), tf.logSoftmax(teacher));

function meanOverRows(logProbs: tf.Tensor, targets: tf.Tensor): tf.Scalar {
  return tf.div(tf.neg(sumAll(tf.mul(targets, logProbs))), logProbs.shape[0]!);
}

function meanDivergence(student: tf.Tensor, teacher: tf.Tensor): tf.Scalar {
  const difference = tf.sub(teacher, student);
  return tf.div(sumAll(tf.mul(tf.exp(teacher), difference)), student.shape[0]!);
}
