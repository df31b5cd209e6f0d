import { afterEach, describe, expect, test } from 'vitest';
import { channelTables } from '../../../src/math/channelTables.ts';
import { adamWUpdate } from '../../../src/ops/adamWUpdate.ts';
import { attention } from '../../../src/ops/attention.ts';
import { columnSum } from '../../../src/ops/columnSum.ts';
import { imagesFromBytes } from '../../../src/ops/imagesFromBytes.ts';
import { type FusedOp, fusedOps, implementationOf, useFused } from '../../../src/ops/kernels.ts';
import { layerNorm } from '../../../src/ops/layerNorm.ts';
import { quickGelu } from '../../../src/ops/quickGelu.ts';
import { sumAll } from '../../../src/ops/sumAll.ts';
import * as tf from '../../../src/ops/tf.ts';
import { expectClose } from '../../support/expectClose.ts';
import { sampled } from '../../support/sampled.ts';

const numbers = {
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  keep: 0.999,
  stepSize: 0.01,
  rootCorrection: 0.05,
};
const x = () => sampled([33, 17], 1) as tf.Tensor2D;
const gain = () => sampled([17], 5) as tf.Tensor1D;
const normOf = (x: tf.Tensor, gain: tf.Tensor, shift: tf.Tensor) =>
  layerNorm(x, gain as tf.Tensor1D, shift as tf.Tensor1D, 1e-5);
const bytes = Uint8Array.from({ length: 96 }, (_, i) => (37 * i) % 256);
const tables = channelTables((byte, channel) => byte / (channel + 1));
const [q, k] = [() => sampled([3, 5, 12], 6), () => sampled([3, 7, 12], 7)];
const mixed = (...[q, k, v]: tf.Tensor[]) =>
  attention(q as tf.Tensor3D, k as tf.Tensor3D, v as tf.Tensor3D, 2, null);

/** Ops with two implementations, on inputs that they like; larger ones have tests of their own. */
const runs: Readonly<Partial<Record<FusedOp, () => tf.Tensor[]>>> = {
  adamW: () => {
    const [weight, gradient, first] = [2, 3, 4].map((seed) => sampled([7, 5], seed));
    const next = adamWUpdate(weight!, gradient!, first!, tf.square(first!), numbers);
    return [next.weight, next.first, next.second];
  },
  columnSum: () => [columnSum(x())],
  sumAll: () => [sumAll(x())],
  layerNorm: () => [layerNorm(x(), gain(), gain(), 1e-5)],
  layerNormGradient: () => tf.grads(normOf)([x(), gain(), gain()], x()),
  attention: () => [mixed(q(), k(), k())],
  attentionGradient: () => tf.grads(mixed)([q(), k(), k()], q()),
  pixels: () => [imagesFromBytes(bytes, tables, { count: 2, side: 4 })],
  quickGelu: () => [quickGelu(x())],
  quickGeluGradient: () => tf.grads(quickGelu)([x()], x()),
};

afterEach(() => {
  useFused(true);
});

describe('the look-up of implementations', () => {
  test.each(Object.keys(runs) as FusedOp[])('%s: one flag, the same numbers', async (op) => {
    const read = async () => {
      const results = tf.tidy(() => runs[op]!());
      const values = await Promise.all(results.map((result) => result.data()));
      tf.dispose(results);
      return values;
    };
    const preferred = await read();
    expect(useFused(false)).toBe(true);
    expect(implementationOf(op)).toBe('composite');
    const composed = await read();
    expect(useFused(true)).toBe(false);
    expect(preferred.length).toBe(composed.length);
    preferred.forEach((values, i) => {
      expectClose(values, composed[i]!);
    });
  });

  test('has the kernels that each backend brings', () => {
    const [onWasm, onBoth] = [
      ['adamW', 'attention', 'attentionGradient', 'columnSum', 'quickGelu', 'quickGeluGradient'],
      ['layerNorm', 'layerNormGradient', 'pixels'],
    ];
    const all = Object.keys(fusedOps) as FusedOp[];
    const brought: Readonly<Record<string, readonly FusedOp[]>> = {
      wasm: all.filter((op) => [...onWasm, ...onBoth, 'sumAll'].includes(op)),
      webgpu: all.filter((op) => ![...onWasm, 'sumAll'].includes(op)),
    };
    const fused = (Object.keys(fusedOps) as FusedOp[]).filter(
      (op) => implementationOf(op) === 'fused',
    );
    expect(fused).toEqual(brought[tf.getBackend()] ?? []);
  });
});
