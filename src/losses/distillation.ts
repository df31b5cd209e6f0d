import { customOp } from '../ops/customOp.ts';
import { expectSameShape, expectShape } from '../ops/shapes.ts';
import { sumAll } from '../ops/sumAll.ts';
import * as tf from '../ops/tf.ts';

/**
 * Divergence of the student's rows from the teacher's, mean over the rows.
 *
 *   KL(P ‖ Q) = (1/N) Σᵢ Σⱼ Pᵢⱼ · (log Pᵢⱼ − log Qᵢⱼ)     P = softmax(teacher), Q = softmax(student)
 *
 *   dS = (Q − P)/N
 *
 * Logarithms come from log-softmax, so logits of any size are safe and equal ones give exactly 0.
 *
 * @param studentLogits [N, C]
 * @param teacherLogits [N, C] no gradient
 * @returns scalar, nats, ≥ 0; 0 at best, when both agree
 * @throws ShapeError unless the two are matrices of one shape
 */
export function distillationLoss(
  studentLogits: tf.Tensor2D,
  teacherLogits: tf.Tensor2D,
): tf.Scalar {
  expectShape(studentLogits, [null, null], 'studentLogits');
  expectSameShape(studentLogits, teacherLogits, 'studentLogits', 'teacherLogits');
  const rowCount = studentLogits.shape[0];
  return customOp(
    { studentLogits },
    (save) => {
      const student = tf.logSoftmax(studentLogits);
      const teacher = tf.logSoftmax(teacherLogits);
      save([student, teacher]);
      return meanDivergence(student, teacher);
    },
    (dy, [student, teacher]) => ({
      studentLogits: () => tf.mul(tf.sub(tf.exp(student!), tf.exp(teacher!)), tf.div(dy, rowCount)),
    }),
  ) as tf.Scalar;
}

/** The same with stock gradients, which the teacher would receive too: the oracle of the above. */
export function distillationLossComposite(
  studentLogits: tf.Tensor2D,
  teacherLogits: tf.Tensor2D,
): tf.Scalar {
  return meanDivergence(tf.logSoftmax(studentLogits), tf.logSoftmax(teacherLogits));
}

function meanDivergence(student: tf.Tensor, teacher: tf.Tensor): tf.Scalar {
  const difference = tf.sub(teacher, student);
  return tf.div(sumAll(tf.mul(tf.exp(teacher), difference)), student.shape[0]!);
}

/**
 * CaRot's distillation of image–text similarities: the KL of the student's softmax from the
 * teacher's, over the texts for every image and over the images for every text.
 *
 *   L = (1/B) Σᵢ [ KL(P̃ᵢ ‖ Pᵢ) + KL(P̃ᵀᵢ ‖ Pᵀᵢ) ]     P = softmax(S), P̃ the teacher's
 *
 * Teacher first, no factor ½, no temperature. The slides sum over i; the mean follows the released
 * code, which uses the cross-entropy: the same gradient, a value larger by the teacher's entropy.
 *
 * @param studentLogits [B, B] logitsPerImage of the student
 * @param teacherLogits [B, B] logitsPerImage of the teacher; no gradient
 * @returns scalar, nats, ≥ 0; 0 at best, when both agree
 * @throws ShapeError unless both are square and alike
 *
 * Source: Oh et al. 2023, arXiv:2311.01723, L_MKD (workshop) and L_SD (NeurIPS).
 */
export function mkdLoss(studentLogits: tf.Tensor2D, teacherLogits: tf.Tensor2D): tf.Scalar {
  const [size] = studentLogits.shape;
  expectShape(studentLogits, [size, size], 'studentLogits');
  expectShape(teacherLogits, [size, size], 'teacherLogits');
  return tf.add(
    distillationLoss(studentLogits, teacherLogits),
    distillationLoss(tf.transpose(studentLogits), tf.transpose(teacherLogits)),
  );
}
