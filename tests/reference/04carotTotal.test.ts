import { describe, test } from 'vitest';
import vectors from '#vectors/04_carot_total.json';
import { contrastiveLoss } from '../../src/losses/contrastive.ts';
import { mkdLoss } from '../../src/losses/distillation.ts';
import { crossNorm, orthogonalityPenalty } from '../../src/losses/orthogonality.ts';
import { softCrossEntropy } from '../../src/losses/softCrossEntropy.ts';
import { identityTargets, samePairTargets, smoothTargets } from '../../src/losses/targets.ts';
import { l2Normalise } from '../../src/ops/l2Normalise.ts';
import { linear } from '../../src/ops/linear.ts';
import * as tf from '../../src/ops/tf.ts';
import { expectNoLeak, expectTensorClose } from '../support/expectClose.ts';
import { dataOf, tensorOf, type VectorCase, type VectorValue } from '../support/vectors.ts';

interface Options {
  readonly eps: number;
  readonly mode: string;
  readonly lambda_sd: number;
  readonly lambda_oc: number;
  readonly lambda_fn: number;
  readonly kd_form: string;
  readonly step: number;
}
type Expected = Readonly<Record<string, VectorValue>>;

const { inputs, tolerance } = vectors;
const cases = vectors.cases as unknown as readonly VectorCase<{ options: Options }, Expected>[];
/** What is trained here, in the order of the function's arguments. */
const trained = [
  'pooled_vision',
  'pooled_text',
  'visual_projection',
  'text_projection',
  'logit_scale',
] as const;

/** The released code's form: cross-entropy, larger than the KL by the teacher's entropy. */
const crossEntropyForm = (student: tf.Tensor2D, teacher: tf.Tensor2D) =>
  tf.add(
    softCrossEntropy(student, tf.softmax(teacher)),
    softCrossEntropy(tf.transpose(student), tf.softmax(tf.transpose(teacher))),
  ) as tf.Scalar;

function partsOf(options: Options, given: readonly tf.Tensor[]): Record<string, tf.Scalar> {
  const [vision, text, visual, textual, scale] = given as tf.Tensor2D[];
  const images = l2Normalise(linear(vision!, visual!, null));
  const texts = l2Normalise(linear(text!, textual!, null));
  const cosines = tf.matMul(images, texts, false, true);
  const logits = tf.mul(cosines, tf.exp(scale!)) as tf.Tensor2D;
  const labels = tensorOf<tf.Tensor1D>(inputs.class_ids, 'int32');
  const hard =
    options.mode === 'multi_positive' ? samePairTargets(labels) : identityTargets(logits.shape[0]);
  const teacher = tensorOf<tf.Tensor2D>(inputs.teacher_logits_per_image);
  const distil = options.kd_form === 'ce' ? crossEntropyForm : mkdLoss;
  const distilled = options.lambda_sd > 0 && options.step > 0;
  const none = tf.scalar(0);
  return {
    contrastive: contrastiveLoss(logits, smoothTargets(hard, options.eps)),
    orthogonality: options.lambda_oc > 0 ? orthogonalityPenalty(visual!) : none,
    cross_norm: options.lambda_fn > 0 ? crossNorm(visual!, textual!) : none,
    distillation: distilled ? distil(logits, teacher) : none,
  };
}

function totalOf(options: Options, given: readonly tf.Tensor[]): tf.Scalar {
  const parts = partsOf(options, given);
  const weights = { orthogonality: options.lambda_oc, cross_norm: options.lambda_fn } as const;
  return tf.addN([
    parts.contrastive!,
    tf.mul(parts.orthogonality!, weights.orthogonality),
    tf.mul(parts.cross_norm!, weights.cross_norm),
    tf.mul(parts.distillation!, options.lambda_sd),
  ]) as tf.Scalar;
}

describe('total losses', () => {
  test.each(cases.map((c) => [c.id, c] as const))('%s', (_, { inputs: { options }, expected }) =>
    expectNoLeak(async () => {
      const check = (actual: tf.Tensor, name: string) =>
        expectTensorClose(actual, dataOf(expected[name]!), tolerance.float32, name);
      const given = trained.map((name) => tensorOf(inputs[name]));
      const parts = tf.tidy(() => partsOf(options, given));
      const seen = new Set<tf.Tensor>();
      for (const [name, part] of Object.entries(parts)) {
        await check(part.clone(), name);
        seen.add(part);
      }
      tf.dispose([...seen]);
      const { value, grads } = tf.valueAndGrads((...x) => totalOf(options, x))(given);
      await check(value, 'total');
      for (const [i, name] of trained.entries()) await check(grads[i]!, `grad_${name}`);
      tf.dispose(given);
    }),
  );
});
