import { expect, test } from 'vitest';
import vectors from '#vectors/14_other_regularisers.json';
import { energyGap } from '../../src/losses/energyGap.ts';
import { contextDivergence } from '../../src/methods/carFt.ts';
import { l2Normalise } from '../../src/ops/l2Normalise.ts';
import * as tf from '../../src/ops/tf.ts';
import { expectNoLeak, expectTensorClose } from '../support/expectClose.ts';
import { dataOf, tensorOf, type VectorTensor } from '../support/vectors.ts';

interface Case {
  readonly inputs: Readonly<Record<string, VectorTensor>> & { readonly logit_scale: number };
  readonly expected: { kl?: number; value?: number; grad_features_raw: VectorTensor };
}

const unit = (tensor: tf.Tensor) => l2Normalise(tensor as tf.Tensor2D);

test.each([
  ['car_ft', 'context_embeds_raw', contextDivergence],
  ['lipsum_ft', 'random_text_embeds_raw', energyGap],
] as const)('%s has the value and the gradient of the reference', (id, texts, term) =>
  expectNoLeak(async () => {
    const found = vectors.cases.find((one) => one.id === id) as unknown as Case;
    const { inputs, expected } = found;
    const raw = ['features_raw', 'features_zero_shot_raw', texts].map((n) => tensorOf(inputs[n]!));
    const value = (features: tf.Tensor) =>
      term(unit(features), unit(raw[1]!), unit(raw[2]!), tf.exp(inputs.logit_scale) as tf.Scalar);
    const got = tf.valueAndGrad(value)(raw[0]!);
    const tolerance = vectors.tolerance.float32;
    const wanted = expected.kl ?? expected.value!;
    expect(wanted).toBeGreaterThan(1);
    await expectTensorClose(got.value, [wanted], tolerance, id);
    await expectTensorClose(got.grad, dataOf(expected.grad_features_raw), tolerance, 'gradient');
    tf.dispose(raw);
  }),
);
