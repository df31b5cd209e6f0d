import { divergence } from '../ops/crossEntropy.ts';
import { expectShape } from '../ops/shapes.ts';
import type * as tf from '../ops/tf.ts';

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
export const distillationLoss = (
  studentLogits: tf.Tensor2D,
  teacherLogits: tf.Tensor2D,
): tf.Scalar => divergence(studentLogits, teacherLogits, 'rows');

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
  return divergence(studentLogits, teacherLogits, 'rows and columns');
}
