import { describe, expect, test } from 'vitest';
import vectors from '#vectors/08_head_and_wise_ft.json';
import { interpolateWeights } from '../../src/model/wiseFt.ts';
import { headFromEmbeds } from '../../src/model/zeroShotHead.ts';
import { l2Normalise } from '../../src/ops/l2Normalise.ts';
import { linear } from '../../src/ops/linear.ts';
import * as tf from '../../src/ops/tf.ts';
import { expectClose, expectNoLeak, expectTensorClose } from '../support/expectClose.ts';
import {
  dataOf,
  tensorOf,
  type VectorCase,
  type VectorTensor,
  type VectorValue,
} from '../support/vectors.ts';

type Weights = Readonly<Record<string, VectorValue>>;
type HeadCase = VectorCase<
  { template_embeds_raw: VectorTensor; logit_scale: number; image_embeds_raw: VectorTensor },
  { head_weight: VectorTensor; logits: VectorTensor; predictions: VectorTensor }
>;
type WiseCase = VectorCase<
  { alpha: number; zero_shot: Weights; fine_tuned: Weights; x: VectorTensor },
  {
    interpolated: Weights;
    logits: VectorTensor;
    confidence: VectorTensor;
    predictions: VectorTensor;
  }
>;

const tolerance = vectors.tolerance.float32;
const head = vectors.cases.find((c) => c.id === 'zero_shot_head') as unknown as HeadCase;
const wise = vectors.cases.filter((c) => 'alpha' in c.inputs) as unknown as WiseCase[];
const check = (actual: tf.Tensor, reference: readonly number[], name: string) =>
  expectTensorClose(actual, reference, tolerance, name);

async function checkPredictions(logits: tf.Tensor, reference: VectorTensor): Promise<void> {
  const predictions = tf.argMax(logits, -1);
  expect([...(await predictions.data())]).toEqual(reference.data);
  predictions.dispose();
}

test('zero-shot head', () =>
  expectNoLeak(async () => {
    const { inputs, expected } = head;
    const [classCount, , size] = inputs.template_embeds_raw.shape as [number, number, number];
    const weight = tf.tidy(() => {
      const embeds = tf.reshape(tensorOf(inputs.template_embeds_raw), [-1, size]) as tf.Tensor2D;
      const scale = tf.exp(tf.scalar(inputs.logit_scale)) as tf.Scalar;
      return headFromEmbeds(l2Normalise(embeds), scale, classCount);
    });
    const logits = tf.tidy(() =>
      linear(l2Normalise(tensorOf(inputs.image_embeds_raw)), weight, null),
    );
    await checkPredictions(logits, expected.predictions);
    await check(logits, expected.logits.data, 'logits');
    await check(weight, expected.head_weight.data, 'head');
  }));

describe('WiSE-FT', () => {
  test.each(wise.map((c) => [c.id, c] as const))('%s', (_, { inputs, expected }) =>
    expectNoLeak(async () => {
      const tensors = (weights: Weights) =>
        new Map(Object.entries(weights).map(([name, value]) => [name, tensorOf(value)]));
      const [start, end] = [tensors(inputs.zero_shot), tensors(inputs.fine_tuned)];
      const mixed = interpolateWeights(start, end, inputs.alpha);
      const logits = tf.tidy(() => {
        const features = linear(
          tensorOf(inputs.x),
          mixed.get('encoder.weight') as tf.Tensor2D,
          null,
        );
        const weight = mixed.get('head.weight') as tf.Tensor2D;
        return linear(l2Normalise(features), weight, mixed.get('head.bias') as tf.Tensor1D);
      });
      await checkPredictions(logits, expected.predictions);
      const confidence = tf.tidy(() => tf.max(tf.softmax(logits), -1));
      await check(confidence, expected.confidence.data, 'confidence');
      await check(logits, expected.logits.data, 'logits');
      for (const [name, weight] of mixed) {
        expectClose(await weight.data(), dataOf(expected.interpolated[name]!), tolerance, name);
      }
      tf.dispose([...start.values(), ...end.values(), ...mixed.values()]);
    }),
  );
});
