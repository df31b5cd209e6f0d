import { contrastiveLoss, maskedContrastiveLoss } from '../losses/contrastive.ts';
import { mkdLoss } from '../losses/distillation.ts';
import {
  identityTargets,
  samePairMask,
  samePairTargets,
  smoothTargets,
} from '../losses/targets.ts';
import * as tf from '../ops/tf.ts';
import type { LossContext } from './method.ts';
import { numberParam } from './params.ts';

/**
 * The symmetric contrastive loss against the targets that the parameters `samePairs` and
 * `labelSmoothing` ask for; scalar, nats.
 */
export function contrastivePart({ student, labels, params }: LossContext): tf.Scalar {
  const { logits } = student;
  const hard =
    params.samePairs === 'multi_positive'
      ? samePairTargets(labels)
      : identityTargets(logits.shape[0]);
  const targets = smoothTargets(hard, numberParam(params, 'labelSmoothing'));
  return params.samePairs === 'masked'
    ? maskedContrastiveLoss(logits, targets, samePairMask(labels))
    : contrastiveLoss(logits, targets);
}

/**
 * λ·L_MKD, the KL of the student's similarities from the teacher's; λ is the parameter `distillWeight`.
 * @throws TypeError for a method that keeps no teacher
 */
export function distillationPart({ student, teacher, params }: LossContext): tf.Scalar {
  if (!teacher) throw new TypeError('A method that distils must declare a teacher');
  return tf.mul(mkdLoss(student.logits, teacher.logits), numberParam(params, 'distillWeight'));
}
