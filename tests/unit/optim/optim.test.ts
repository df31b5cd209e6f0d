import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adamWUpdate, adamWUpdateComposite } from '../../../src/ops/adamWUpdate.ts';
import * as tf from '../../../src/ops/tf.ts';
import { AdamW } from '../../../src/optim/adamW.ts';
import { clipByGlobalNorm } from '../../../src/optim/clipByGlobalNorm.ts';
import { updateTeacher } from '../../../src/optim/ema.ts';
import { learningRateAt, warmupSteps } from '../../../src/optim/schedule.ts';
import { expectClose, expectNoLeak, expectTensorClose } from '../../support/expectClose.ts';
import { sampled } from '../../support/sampled.ts';

const options = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.1, decayVectors: true };

function variableOf(initial: tf.Tensor): tf.Variable {
  const variable = tf.variable(initial);
  initial.dispose();
  return variable;
}

describe('AdamW', () => {
  test('the kernel of a backend equals the plain update', () =>
    expectNoLeak(async () => {
      const [weight, gradient, first] = [1, 2, 3].map((seed) => sampled([33, 7], seed));
      const second = tf.tidy(() => tf.square(sampled([33, 7], 4)));
      const numbers = {
        beta1: 0.9,
        beta2: 0.999,
        epsilon: 1e-8,
        keep: 0.999,
        stepSize: 0.01,
        rootCorrection: 0.05,
      };
      const actual = adamWUpdate(weight!, gradient!, first!, second, numbers);
      const expected = adamWUpdateComposite(weight!, gradient!, first!, second, numbers);
      for (const part of ['weight', 'first', 'second'] as const) {
        await expectTensorClose(actual[part], await expected[part].data(), undefined, part);
        expected[part].dispose();
      }
      tf.dispose([weight!, gradient!, first!, second]);
    }));

  test('moves the first step by the learning rate, whatever the size of the gradient', () =>
    expectNoLeak(async () => {
      const weight = variableOf(tf.tensor1d([1, 1, 1]));
      const gradient = tf.tensor1d([1e-3, -1, 1e3]);
      const optimizer = new AdamW({ ...options, weightDecay: 0 });
      optimizer.apply(new Map([['w', weight]]), new Map([['w', gradient]]), 0.01);
      expectClose(await weight.data(), [0.99, 1.01, 0.99], { atol: 1e-6, rtol: 1e-5 });
      optimizer.dispose();
      tf.dispose([weight, gradient]);
    }));

  test('spares vectors and scalars from decay where asked', () =>
    expectNoLeak(async () => {
      const weights = new Map(
        [[], [2], [1, 2]].map((shape) => [`rank${shape.length}`, variableOf(tf.ones(shape))]),
      );
      const gradients = new Map([...weights].map(([name, w]) => [name, tf.zeros(w.shape)]));
      const optimizer = new AdamW({ ...options, decayVectors: false });
      optimizer.apply(weights, gradients, 0.5);
      expectClose(await weights.get('rank0')!.data(), [1]);
      expectClose(await weights.get('rank1')!.data(), [1, 1]);
      expectClose(await weights.get('rank2')!.data(), [0.95, 0.95]);
      optimizer.dispose();
      tf.dispose([...weights.values(), ...gradients.values()]);
    }));
});

describe('clipping', () => {
  test('never exceeds the limit and keeps the direction', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.double({ min: 0.01, max: 10, noNaN: true }),
        (scale, limit) =>
          expectNoLeak(async () => {
            const given = new Map([
              ['a', sampled([3, 4], 1, scale)],
              ['b', sampled([5], 2, scale)],
            ]);
            const { clipped, norm } = clipByGlobalNorm(given, limit);
            const before = await Promise.all([...given.values()].map((g) => g.data()));
            const after = await Promise.all([...clipped.values()].map((g) => g.data()));
            const length = (all: ArrayLike<number>[]) =>
              Math.hypot(...all.flatMap((g) => Array.from(g)));
            expectClose(await norm.data(), [length(before)]);
            expect(length(after)).toBeLessThanOrEqual(Math.min(limit, length(before)) * 1.0001);
            expect(after[0]![0]! * before[0]![0]!).toBeGreaterThanOrEqual(0);
            tf.dispose([norm, ...given.values(), ...clipped.values()]);
          }),
      ),
      { numRuns: 15, seed: 1 },
    );
  });

  test('without a limit measures and leaves the gradients alone', () =>
    expectNoLeak(async () => {
      const gradient = tf.tensor1d([3, 4]);
      const { clipped, norm } = clipByGlobalNorm(new Map([['a', gradient]]), Infinity);
      expect(clipped.get('a')).toBe(gradient);
      await expectTensorClose(norm, [5]);
      gradient.dispose();
    }));
});

/** n equal numbers, their L2 norm in float64. */
const longGradients = [
  [524_288, 0.724077],
  [4_194_304, 2.048],
] as const;

test.each(longGradients)('the norm of %i equal numbers is right to 1e-6', (n, expected) =>
  expectNoLeak(async () => {
    const gradient = tf.fill([n], 0.001);
    const { norm } = clipByGlobalNorm(new Map([['a', gradient]]), Infinity);
    await expectTensorClose(norm, [expected], { atol: 0, rtol: 1e-6 });
    gradient.dispose();
  }),
);

describe('schedule', () => {
  test('warms up to the base rate, then falls', () => {
    const run = { baseRate: 1, warmupFraction: 0.2, totalSteps: 50 };
    const rates = Array.from({ length: 50 }, (_, step) => learningRateAt(step, run));
    expect(rates[0]).toBeCloseTo(0.1);
    expect(rates[9]).toBe(1);
    for (let step = 11; step < 50; step++) expect(rates[step]!).toBeLessThan(rates[step - 1]!);
    expect(rates[49]!).toBeGreaterThan(0);
  });

  test('has a warm-up of at least one update', () => {
    expect(warmupSteps(0, 100)).toBe(1);
    expect(warmupSteps(0.1, 4)).toBe(1);
    expect(warmupSteps(0.1, 152)).toBe(15);
  });
});

describe('teacher', () => {
  test('stays put at momentum 1 and copies at momentum 0', () =>
    expectNoLeak(async () => {
      const teacher = new Map([['w', variableOf(tf.tensor1d([1, 2]))]]);
      const student = new Map([['w', tf.tensor1d([5, 7])]]);
      updateTeacher(teacher, student, 1);
      expectClose(await teacher.get('w')!.data(), [1, 2]);
      updateTeacher(teacher, student, 0);
      expectClose(await teacher.get('w')!.data(), [5, 7]);
      tf.dispose([...teacher.values(), ...student.values()]);
    }));
});
