import { describe, test } from 'vitest';
import vectors from '#vectors/03_mkd.json';
import { distillationLoss, mkdLoss } from '../../src/losses/distillation.ts';
import { softCrossEntropy } from '../../src/losses/softCrossEntropy.ts';
import * as tf from '../../src/ops/tf.ts';
import { expectNoLeak, expectTensorClose } from '../support/expectClose.ts';
import { tensorOf, type VectorCase, type VectorTensor } from '../support/vectors.ts';

interface Inputs {
  readonly student_logits_per_image: VectorTensor;
  readonly student_logits_per_text: VectorTensor;
  readonly teacher_logits_per_image: VectorTensor;
  readonly teacher_logits_per_text: VectorTensor;
}
interface Expected {
  readonly mkd_kl: number;
  readonly mkd_ce: number;
  readonly kl_image: number;
  readonly kl_text: number;
  readonly reverse_kl_image: number;
  readonly teacher_entropy_image: number;
  readonly grad_student_logits_per_image: VectorTensor;
  readonly grad_student_logits_per_text: VectorTensor;
  readonly grad_student_similarity?: VectorTensor;
}

const cases = vectors.cases as unknown as readonly VectorCase<Inputs, Expected>[];
const tolerance = vectors.tolerance.float32;
const check = (actual: tf.Tensor, reference: readonly number[], name: string) =>
  expectTensorClose(actual, reference, tolerance, name);

describe('distillation', () => {
  test.each(cases.map((c) => [c.id, c] as const))('%s', (_, { inputs, expected }) =>
    expectNoLeak(async () => {
      const matrix = (t: VectorTensor) => tensorOf<tf.Tensor2D>(t);
      const image = matrix(inputs.student_logits_per_image);
      const text = matrix(inputs.student_logits_per_text);
      const teacherImage = matrix(inputs.teacher_logits_per_image);
      const teacherText = matrix(inputs.teacher_logits_per_text);
      await check(distillationLoss(image, teacherImage), [expected.kl_image], 'KL, images');
      await check(distillationLoss(text, teacherText), [expected.kl_text], 'KL, texts');
      await check(distillationLoss(teacherImage, image), [expected.reverse_kl_image], 'reverse');
      const crossEntropy = tf.tidy(() =>
        tf.add(
          softCrossEntropy(image, tf.softmax(teacherImage)),
          softCrossEntropy(text, tf.softmax(teacherText)),
        ),
      );
      await check(crossEntropy, [expected.mkd_ce], 'cross-entropy form');
      const gradient = (student: tf.Tensor2D, teacher: tf.Tensor2D) =>
        tf.grad((z) => distillationLoss(z as tf.Tensor2D, teacher))(student);
      await check(
        gradient(image, teacherImage),
        expected.grad_student_logits_per_image.data,
        'gradient, images',
      );
      await check(
        gradient(text, teacherText),
        expected.grad_student_logits_per_text.data,
        'gradient, texts',
      );
      if (expected.grad_student_similarity) {
        const both = tf.valueAndGrad((z) => mkdLoss(z as tf.Tensor2D, teacherImage))(image);
        await check(both.value, [expected.mkd_kl], 'both directions');
        await check(both.grad, expected.grad_student_similarity.data, 'gradient, both directions');
      }
      tf.dispose([image, text, teacherImage, teacherText]);
    }),
  );
});
