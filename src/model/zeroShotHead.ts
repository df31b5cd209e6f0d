import { ShapeError } from '../ops/errors.ts';
import { l2Normalise } from '../ops/l2Normalise.ts';
import * as tf from '../ops/tf.ts';
import type { ClipModel, TokenBatch } from './clip.ts';

/**
 * Averages the prompts of each class into a classifier on L2-normalised image embeddings.
 *
 *   w_k = s · normalise( mean over templates p of e_kp )
 *
 * @param textEmbeds [C·P, D] class-major, rows L2-normalised
 * @param scale      s, scalar; exp(logit_scale)
 * @param classCount C
 * @returns [C, D]
 * @throws ShapeError unless C divides the number of prompts
 */
export function headFromEmbeds(
  textEmbeds: tf.Tensor2D,
  scale: tf.Scalar,
  classCount: number,
): tf.Tensor2D {
  const [promptCount, size] = textEmbeds.shape;
  if (promptCount % classCount !== 0) {
    throw new ShapeError(`${promptCount} prompts do not divide into ${classCount} classes`);
  }
  const byClass = tf.reshape(textEmbeds, [classCount, promptCount / classCount, size]);
  return tf.mul(l2Normalise(tf.mean(byClass, 1)), scale) as tf.Tensor2D;
}

/**
 * The context that a template stands for, whatever the class.
 *
 *   c_p = normalise( mean over classes k of e_kp )
 *
 * @param textEmbeds [C·P, D] class-major, rows L2-normalised
 * @returns [P, D], rows L2-normalised
 *
 * Source: Mao et al. 2022, arXiv:2211.16175, section 3.2.
 */
export function contextsFromEmbeds(textEmbeds: tf.Tensor2D, classCount: number): tf.Tensor2D {
  const [promptCount, size] = textEmbeds.shape;
  const byClass = tf.reshape(textEmbeds, [classCount, promptCount / classCount, size]);
  return l2Normalise(tf.mean(byClass, 0) as tf.Tensor2D);
}

/**
 * The zero-shot classifier of a model: one row per class, from its prompts.
 *
 *   logits = imageEmbeds · headᵀ,  head_k = exp(logit_scale) · normalise( mean_p normalise(g(prompt_kp)) )
 *
 * @param promptTokens C·P captions, class-major: class k with template p is row k·P + p; borrowed
 * @returns [C, D], rows of length exp(logit_scale)
 * @throws ShapeError unless classCount divides the number of captions
 *
 * Source: Radford et al. 2021, arXiv:2103.00020, section 3.1.4.
 */
export function zeroShotHead(
  model: ClipModel,
  promptTokens: TokenBatch,
  classCount: number,
): tf.Tensor2D {
  return tf.tidy(() =>
    headFromEmbeds(model.encodeTexts(promptTokens), model.logitScale(), classCount),
  );
}
