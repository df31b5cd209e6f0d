import { describe, test } from 'vitest';
import vectors from '#vectors/02_contrastive.json';
import { contrastiveLoss, maskedContrastiveLoss } from '../../src/losses/contrastive.ts';
import { softCrossEntropy } from '../../src/losses/softCrossEntropy.ts';
import {
  identityTargets,
  samePairMask,
  samePairTargets,
  smoothTargets,
} from '../../src/losses/targets.ts';
import { l2Normalise } from '../../src/ops/l2Normalise.ts';
import * as tf from '../../src/ops/tf.ts';
import { expectNoLeak, expectTensorClose } from '../support/expectClose.ts';
import { tensorOf, type VectorCase, type VectorTensor } from '../support/vectors.ts';

interface Inputs {
  readonly image_embeds_raw: VectorTensor;
  readonly text_embeds_raw: VectorTensor;
  readonly logit_scale: number;
  readonly eps: number;
  readonly mode: 'diag' | 'multi_positive' | 'masked';
  readonly class_ids: VectorTensor;
}
interface Expected {
  readonly loss: number;
  readonly loss_image_direction?: number;
  readonly logits_per_image: VectorTensor;
  readonly image_embeds: VectorTensor;
  readonly text_embeds: VectorTensor;
  readonly grad_logits_per_image?: VectorTensor;
  readonly grad_image_embeds_raw: VectorTensor;
  readonly grad_text_embeds_raw: VectorTensor;
  readonly grad_logit_scale: number;
}

const cases = vectors.cases as unknown as readonly VectorCase<Inputs, Expected>[];
const tolerance = vectors.tolerance.float32;

function lossFor({ mode, eps, class_ids }: Inputs): (logits: tf.Tensor2D) => tf.Scalar {
  return (logits) => {
    const labels = tensorOf<tf.Tensor1D>(class_ids, 'int32');
    const hard =
      mode === 'multi_positive' ? samePairTargets(labels) : identityTargets(logits.shape[0]);
    const targets = smoothTargets(hard, eps);
    return mode === 'masked'
      ? maskedContrastiveLoss(logits, targets, samePairMask(labels))
      : contrastiveLoss(logits, targets);
  };
}

const logitsOf = (images: tf.Tensor, texts: tf.Tensor, scale: tf.Tensor) =>
  tf.mul(
    tf.matMul(l2Normalise(images), l2Normalise(texts), false, true),
    tf.exp(scale),
  ) as tf.Tensor2D;

describe('contrastive loss', () => {
  test.each(cases.map((c) => [c.id, c] as const))('%s', (_, { inputs, expected }) =>
    expectNoLeak(async () => {
      const given = [
        tensorOf(inputs.image_embeds_raw),
        tensorOf(inputs.text_embeds_raw),
        tf.scalar(inputs.logit_scale),
      ] as const;
      const loss = lossFor(inputs);
      const { value, grads } = tf.valueAndGrads((i, t, s) => loss(logitsOf(i!, t!, s!)))([
        ...given,
      ]);
      const [images, texts, scale] = grads as [tf.Tensor, tf.Tensor, tf.Tensor];
      const logits = tf.tidy(() => logitsOf(...given));
      const check = (actual: tf.Tensor, reference: readonly number[], name: string) =>
        expectTensorClose(actual, reference, tolerance, name);
      await check(value, [expected.loss], 'loss');
      await check(images, expected.grad_image_embeds_raw.data, 'image gradient');
      await check(texts, expected.grad_text_embeds_raw.data, 'text gradient');
      await check(scale, [expected.grad_logit_scale], 'scale gradient');
      await check(l2Normalise(given[0]), expected.image_embeds.data, 'images');
      await check(l2Normalise(given[1]), expected.text_embeds.data, 'texts');
      if (expected.grad_logits_per_image) {
        const gradient = tf.grad((z) => loss(z as tf.Tensor2D))(logits);
        await check(gradient, expected.grad_logits_per_image.data, 'logit gradient');
      }
      if (expected.loss_image_direction !== undefined) {
        const oneWay = tf.tidy(() => softCrossEntropy(logits, tf.eye(logits.shape[0])));
        await check(oneWay, [expected.loss_image_direction], 'image direction');
      }
      await check(logits, expected.logits_per_image.data, 'logits');
      tf.dispose([...given]);
    }),
  );
});
