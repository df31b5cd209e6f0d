import { describe, test } from 'vitest';
import vectors from '#vectors/07_gradient_clipping.json';
import * as tf from '../../src/ops/tf.ts';
import { clipByGlobalNorm } from '../../src/optim/clipByGlobalNorm.ts';
import { expectNoLeak, expectTensorClose } from '../support/expectClose.ts';
import { dataOf, tensorOf, type VectorCase, type VectorValue } from '../support/vectors.ts';

type Gradients = Readonly<Record<string, VectorValue>>;
type ClipCase = VectorCase<
  { grads: Gradients; max_norm: number },
  { total_norm: number; clipped: Gradients }
>;

const tolerance = vectors.tolerance.float32;
const cases = vectors.cases.filter((c) => 'clipped' in c.expected) as unknown as ClipCase[];

describe('clipping to a global norm', () => {
  test.each(cases.map((c) => [c.id, c] as const))('%s', (_, { inputs, expected }) =>
    expectNoLeak(async () => {
      const gradients = new Map(
        Object.entries(inputs.grads).map(([name, value]) => [name, tensorOf(value)]),
      );
      const { clipped, norm } = clipByGlobalNorm(gradients, inputs.max_norm);
      await expectTensorClose(norm, [expected.total_norm], tolerance, 'norm');
      for (const [name, gradient] of clipped) {
        await expectTensorClose(gradient, dataOf(expected.clipped[name]!), tolerance, name);
      }
      tf.dispose([...gradients.values()]);
    }),
  );
});
