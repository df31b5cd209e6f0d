import { describe, test } from 'vitest';
import vectors from '#vectors/01_label_smoothed_ce.json';
import { softCrossEntropy } from '../../src/losses/softCrossEntropy.ts';
import { oneHotTargets, smoothTargets } from '../../src/losses/targets.ts';
import { l2Normalise } from '../../src/ops/l2Normalise.ts';
import { linear } from '../../src/ops/linear.ts';
import * as tf from '../../src/ops/tf.ts';
import { expectNoLeak, expectTensorClose } from '../support/expectClose.ts';
import { tensorOf, type VectorCase, type VectorTensor } from '../support/vectors.ts';

type LogitsCase = VectorCase<
  { logits: VectorTensor; labels: VectorTensor; eps: number },
  { loss: number; target: VectorTensor; grad_logits: VectorTensor }
>;
type HeadCase = VectorCase<
  {
    features: VectorTensor;
    weight: VectorTensor;
    bias: VectorTensor;
    labels: VectorTensor;
    eps: number;
  },
  {
    loss: number;
    logits: VectorTensor;
    grad_features: VectorTensor;
    grad_weight: VectorTensor;
    grad_bias: VectorTensor;
  }
>;

const tolerance = vectors.tolerance.float32;
const onLogits = vectors.cases.filter((c) => 'logits' in c.inputs) as unknown as LogitsCase[];
const onHead = vectors.cases.filter((c) => 'features' in c.inputs) as unknown as HeadCase[];

const targetsOf = (labels: VectorTensor, classCount: number, epsilon: number) =>
  tf.tidy(() =>
    smoothTargets(oneHotTargets(tensorOf<tf.Tensor1D>(labels, 'int32'), classCount), epsilon),
  );

describe('label-smoothed cross-entropy', () => {
  test.each(onLogits.map((c) => [c.id, c] as const))('%s', (_, { inputs, expected }) =>
    expectNoLeak(async () => {
      const logits = tensorOf<tf.Tensor2D>(inputs.logits);
      const targets = targetsOf(inputs.labels, logits.shape[1], inputs.eps);
      const { value, grad } = tf.valueAndGrad((z) => softCrossEntropy(z as tf.Tensor2D, targets))(
        logits,
      );
      await expectTensorClose(value, [expected.loss], tolerance, 'loss');
      await expectTensorClose(grad, expected.grad_logits.data, tolerance, 'gradient');
      await expectTensorClose(targets, expected.target.data, tolerance, 'target');
      logits.dispose();
    }),
  );

  test.each(onHead.map((c) => [c.id, c] as const))('%s', (_, { inputs, expected }) =>
    expectNoLeak(async () => {
      const given = [inputs.features, inputs.weight, inputs.bias].map((t) => tensorOf(t));
      const targets = targetsOf(inputs.labels, inputs.weight.shape[0]!, inputs.eps);
      const logitsOf = (features: tf.Tensor, weight: tf.Tensor, bias: tf.Tensor) =>
        tf.tidy(
          () =>
            linear(
              l2Normalise(features),
              weight as tf.Tensor2D,
              bias as tf.Tensor1D,
            ) as tf.Tensor2D,
        );
      const { value, grads } = tf.valueAndGrads((f, w, b) =>
        softCrossEntropy(logitsOf(f!, w!, b!), targets),
      )(given);
      const [features, weight, bias] = grads as [tf.Tensor, tf.Tensor, tf.Tensor];
      const logits = logitsOf(given[0]!, given[1]!, given[2]!);
      await expectTensorClose(logits, expected.logits.data, tolerance, 'logits');
      await expectTensorClose(value, [expected.loss], tolerance, 'loss');
      await expectTensorClose(features, expected.grad_features.data, tolerance, 'features');
      await expectTensorClose(weight, expected.grad_weight.data, tolerance, 'weight');
      await expectTensorClose(bias, expected.grad_bias.data, tolerance, 'bias');
      tf.dispose([given, targets]);
    }),
  );
});
