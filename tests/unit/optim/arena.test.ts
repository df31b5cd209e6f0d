import { describe, expect, test } from 'vitest';
import * as tf from '../../../src/ops/tf.ts';
import { AdamW } from '../../../src/optim/adamW.ts';
import { Arena } from '../../../src/optim/arena.ts';
import { clipByGlobalNorm } from '../../../src/optim/clipByGlobalNorm.ts';
import { expectClose, expectNoLeak } from '../../support/expectClose.ts';
import { sampled } from '../../support/sampled.ts';

const options = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.1, decayVectors: false };
const shapes: Readonly<Record<string, number[]>> = { matrix: [5, 3], vector: [7], scalar: [] };

function variablesOf(seed: number): Map<string, tf.Variable> {
  return new Map(
    Object.entries(shapes).map(([name, shape], i) => {
      const initial = sampled(shape, seed + i);
      const variable = tf.variable(initial);
      initial.dispose();
      return [name, variable];
    }),
  );
}
const gradientsOf = (seed: number, names = Object.keys(shapes)) =>
  new Map(names.map((name, i) => [name, sampled(shapes[name]!, seed + i, 3)]));
const valuesOf = async (variables: ReadonlyMap<string, tf.Tensor>) =>
  new Map(
    await Promise.all(
      [...variables].map(async ([name, v]) => [name, Array.from(await v.data())] as const),
    ),
  );
const disposeAll = (...maps: ReadonlyMap<string, tf.Tensor>[]) =>
  tf.dispose(maps.flatMap((map) => [...map.values()]));

describe('an arena', () => {
  test('updates as clipping and AdamW do, one after the other', () =>
    expectNoLeak(async () => {
      const [views, twin] = [variablesOf(1), variablesOf(1)];
      const [arena, adamW] = [new Arena(views, options), new AdamW(options)];
      for (const seed of [10, 20, 30]) {
        const gradients = gradientsOf(seed);
        const norm = arena.update(gradients, { learningRate: 0.01, clipNorm: 1 });
        const { clipped, norm: wanted } = clipByGlobalNorm(gradients, 1);
        adamW.apply(twin, clipped, 0.01);
        expectClose(await norm.data(), await wanted.data());
        disposeAll(gradients, clipped);
        tf.dispose([norm, wanted]);
      }
      const wanted = await valuesOf(twin);
      for (const [name, values] of await valuesOf(views)) expectClose(values, wanted.get(name)!);
      arena.dispose();
      adamW.dispose();
      disposeAll(views, twin);
    }));

  test('leaves gradients alone, and weights without one', () =>
    expectNoLeak(async () => {
      const views = variablesOf(1);
      const arena = new Arena(views, options);
      const before = await valuesOf(views);
      for (const clipNorm of [0, 0.5]) {
        const gradients = gradientsOf(10, ['matrix']);
        const given = await valuesOf(gradients);
        arena.update(gradients, { learningRate: 0.01, clipNorm }).dispose();
        expect(await valuesOf(gradients)).toEqual(given);
        disposeAll(gradients);
      }
      const after = await valuesOf(views);
      expect(after.get('matrix')).not.toEqual(before.get('matrix'));
      expect(after.get('vector')).toEqual(before.get('vector'));
      expect([...arena.moments.keys()]).toEqual(['matrix']);
      arena.dispose();
      disposeAll(views);
    }));

  test('goes on from its moments as if nothing had happened; others are refused', () =>
    expectNoLeak(async () => {
      const [views, twin] = [variablesOf(1), variablesOf(1)];
      const [whole, first] = [new Arena(views, options), new Arena(twin, options)];
      const second = new Arena(twin, options);
      const step = (arena: Arena, seed: number) => {
        const gradients = gradientsOf(seed);
        arena.update(gradients, { learningRate: 0.01, clipNorm: 1 }).dispose();
        disposeAll(gradients);
      };
      step(whole, 10);
      step(whole, 20);
      step(first, 10);
      for (const [name, { steps, first: m, second: v }] of first.moments) {
        const [one, two] = [await m.data<'float32'>(), await v.data<'float32'>()];
        const kept = { steps, first: Float32Array.from(one), second: Float32Array.from(two) };
        expect(second.restore(name, kept)).toBe(true);
        expect(second.restore('stranger', kept)).toBe(false);
        expect(second.restore(name, { ...kept, first: new Float32Array(99) })).toBe(false);
      }
      step(second, 20);
      expect(await valuesOf(twin)).toEqual(await valuesOf(views));
      for (const arena of [whole, first, second]) arena.dispose();
      disposeAll(views, twin);
    }));

  test('leads a teacher: m of the old, the rest of the new', () =>
    expectNoLeak(async () => {
      const [views, teacher] = [variablesOf(1), variablesOf(5)];
      const [student, before] = [await valuesOf(views), await valuesOf(teacher)];
      const arena = new Arena(views, options);
      const follower = arena.follower(teacher);
      follower.step(0.9);
      for (const [name, values] of await valuesOf(teacher)) {
        const wanted = values.map(
          (_, i) => 0.9 * before.get(name)![i]! + 0.1 * student.get(name)![i]!,
        );
        expectClose(values, wanted, { atol: 1e-6, rtol: 1e-5 }, name);
      }
      follower.dispose();
      arena.dispose();
      disposeAll(views, teacher);
    }));
});
