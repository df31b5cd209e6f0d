import { contrastiveLoss, maskedContrastiveLoss } from '../losses/contrastive.ts';
import {
  identityTargets,
  samePairMask,
  samePairTargets,
  smoothTargets,
} from '../losses/targets.ts';
import type { ClipModel } from '../model/clip.ts';
import * as tf from '../ops/tf.ts';
import type { ParamValues } from '../protocol/catalogue.ts';
import type { TrainBatch } from './method.ts';
import { numberParam } from './params.ts';

/** The two towers' embeddings of one batch and their similarities. */
export interface EmbeddedPairs {
  /** [B, D] */
  readonly imageEmbeds: tf.Tensor2D;
  /** [B, D] */
  readonly textEmbeds: tf.Tensor2D;
  /** [B, B] exp(logit_scale)·uᵢ·vⱼ, image i against text j. */
  readonly logitsPerImage: tf.Tensor2D;
}

export function embedPairs(model: ClipModel, batch: TrainBatch): EmbeddedPairs {
  const imageEmbeds = model.encodeImages(batch.images);
  const textEmbeds = model.encodeTexts(batch.captions);
  const similarity = tf.matMul(imageEmbeds, textEmbeds, false, true);
  const logitsPerImage = tf.mul(similarity, model.logitScale()) as tf.Tensor2D;
  return { imageEmbeds, textEmbeds, logitsPerImage };
}

/** What each image and each text of a batch should match. */
export interface PairTargets {
  /** [B, B], rows sum to 1. */
  readonly targets: tf.Tensor2D;
  /** [B, B], 1 at pairs that leave the denominator (another item of the same class), or null. */
  readonly masked: tf.Tensor2D | null;
}

/** The targets that the parameters `samePairs` and `labelSmoothing` ask for. */
export function pairTargetsFor(batch: TrainBatch, params: ParamValues): PairTargets {
  const epsilon = numberParam(params, 'labelSmoothing');
  const { size, labels } = batch;
  return {
    targets: tf.tidy(() => {
      const hard =
        params.samePairs === 'multi_positive' ? samePairTargets(labels) : identityTargets(size);
      return smoothTargets(hard, epsilon);
    }),
    masked: params.samePairs === 'masked' ? samePairMask(labels) : null,
  };
}

/** The symmetric contrastive loss of a batch against its targets; scalar, nats. */
export function contrastivePart(
  { logitsPerImage }: EmbeddedPairs,
  { targets, masked }: PairTargets,
): tf.Scalar {
  return masked
    ? maskedContrastiveLoss(logitsPerImage, targets, masked)
    : contrastiveLoss(logitsPerImage, targets);
}
