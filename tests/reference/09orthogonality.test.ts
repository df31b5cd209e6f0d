import { describe, test } from 'vitest';
import vectors from '#vectors/09_orthogonality.json';
import { crossNorm, orthogonalityPenalty } from '../../src/losses/orthogonality.ts';
import * as tf from '../../src/ops/tf.ts';
import { expectNoLeak, expectTensorClose } from '../support/expectClose.ts';
import { tensorOf, type VectorCase, type VectorTensor } from '../support/vectors.ts';

type PenaltyCase = VectorCase<
  { visual_projection: VectorTensor },
  { frobenius: number; grad_frobenius: VectorTensor; squared: number; grad_squared: VectorTensor }
>;
type CrossCase = VectorCase<
  { visual_projection: VectorTensor; text_projection: VectorTensor },
  {
    cross_frobenius: number;
    grad_visual_projection: VectorTensor;
    grad_text_projection: VectorTensor;
  }
>;

const tolerance = vectors.tolerance.float32;
const penalties = vectors.cases.filter(
  (c) => 'frobenius' in c.expected,
) as unknown as PenaltyCase[];
const cross = vectors.cases.find((c) => c.id === 'cross_norm') as unknown as CrossCase;
const check = (actual: tf.Tensor, reference: readonly number[], name: string) =>
  expectTensorClose(actual, reference, tolerance, name);

describe('orthogonality of the visual projection', () => {
  test.each(penalties.map((c) => [c.id, c] as const))('%s', (_, { inputs, expected }) =>
    expectNoLeak(async () => {
      const weight = tensorOf(inputs.visual_projection);
      const norm = tf.valueAndGrad((w) => orthogonalityPenalty(w as tf.Tensor2D))(weight);
      await check(norm.value, [expected.frobenius], 'norm');
      await check(norm.grad, expected.grad_frobenius.data, 'gradient of the norm');
      const square = tf.valueAndGrad((w) => tf.square(orthogonalityPenalty(w as tf.Tensor2D)))(
        weight,
      );
      await check(square.value, [expected.squared], 'square');
      await check(square.grad, expected.grad_squared.data, 'gradient of the square');
      weight.dispose();
    }),
  );

  test('norm of the product of both projections', () =>
    expectNoLeak(async () => {
      const { inputs, expected } = cross;
      const given = [tensorOf(inputs.visual_projection), tensorOf(inputs.text_projection)];
      const { value, grads } = tf.valueAndGrads((v, t) =>
        crossNorm(v as tf.Tensor2D, t as tf.Tensor2D),
      )(given);
      await check(value, [expected.cross_frobenius], 'norm');
      await check(grads[0]!, expected.grad_visual_projection.data, 'visual gradient');
      await check(grads[1]!, expected.grad_text_projection.data, 'text gradient');
      tf.dispose(given);
    }));
});
