import { expect, test } from 'vitest';
import vectors from '#vectors/14_other_regularisers.json';
import { halfSquaredDistance } from '../../src/methods/l2Sp.ts';
import * as tf from '../../src/ops/tf.ts';
import { expectNoLeak, expectTensorClose } from '../support/expectClose.ts';
import { dataOf, tensorOf, type VectorValue } from '../support/vectors.ts';

type Weights = Readonly<Record<string, VectorValue>>;

const found = vectors.cases.find(({ id }) => id === 'l2_sp');
const { inputs, expected } = found as unknown as {
  inputs: { params: Weights; anchor: Weights };
  expected: { half_squared_distance: number; grads: Weights };
};
const tolerance = vectors.tolerance.float32;

const tensorsOf = (weights: Weights) =>
  new Map(Object.entries(weights).map(([name, value]) => [name, tensorOf(value)]));

test('L2-SP has the distance and the gradients of the reference', () =>
  expectNoLeak(async () => {
    const weights = tensorsOf(inputs.params);
    const start = tensorsOf(inputs.anchor);
    const names = [...weights.keys()];
    const distance = (...values: tf.Tensor[]) =>
      halfSquaredDistance(new Map(names.map((name, i) => [name, values[i]!])), start);
    const { value, grads } = tf.valueAndGrads(distance)([...weights.values()]);
    await expectTensorClose(value, [expected.half_squared_distance], tolerance, 'distance');
    for (const [i, name] of names.entries()) {
      await expectTensorClose(grads[i]!, dataOf(expected.grads[name]!), tolerance, name);
    }
    tf.dispose([...weights.values(), ...start.values()]);
    expect(names.length).toBe(2);
  }));
