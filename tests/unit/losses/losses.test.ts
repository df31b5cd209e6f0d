import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contrastiveLoss, maskedContrastiveLoss } from '../../../src/losses/contrastive.ts';
import { distillationLoss, mkdLoss } from '../../../src/losses/distillation.ts';
import {
  crossNorm,
  frobeniusNorm,
  orthogonalityPenalty,
} from '../../../src/losses/orthogonality.ts';
import { softCrossEntropy } from '../../../src/losses/softCrossEntropy.ts';
import {
  identityTargets,
  oneHotTargets,
  samePairMask,
  samePairTargets,
  smoothTargets,
} from '../../../src/losses/targets.ts';
import { crossEntropyComposite, divergenceComposite } from '../../../src/ops/crossEntropy.ts';
import { ShapeError } from '../../../src/ops/errors.ts';
import * as tf from '../../../src/ops/tf.ts';
import { expectNoLeak, expectTensorClose } from '../../support/expectClose.ts';
import { expectSameOp } from '../../support/expectSameOp.ts';
import { sampled } from '../../support/sampled.ts';

type M = tf.Tensor2D;

const labels = () => tf.tensor1d([0, 1, 0, 2, 1, 0], 'int32');

describe('softCrossEntropy', () => {
  test('is ln C for equal logits, whatever the target', () =>
    expectNoLeak(async () => {
      const loss = tf.tidy(() =>
        softCrossEntropy(
          tf.fill([4, 7], 3),
          smoothTargets(oneHotTargets(tf.tensor1d([6, 0, 3, 3], 'int32'), 7), 0.2),
        ),
      );
      await expectTensorClose(loss, [Math.log(7)]);
    }));

  test('equals its plain twin, and survives logits of a thousand', () => {
    const targets = () => smoothTargets(oneHotTargets(labels(), 5), 0.1);
    return expectSameOp(
      (z) => softCrossEntropy(z as M, targets()),
      (z) => crossEntropyComposite(z as M, targets()),
      () => [sampled([6, 5], 3, 1000)],
    );
  });

  test('refuses targets of another shape', () => {
    tf.tidy(() => {
      expect(() => softCrossEntropy(tf.zeros([2, 3]), tf.zeros([3, 2]))).toThrow(ShapeError);
    });
  });
});

describe('targets', () => {
  test('rows sum to 1 for any smoothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 9 }),
        (epsilon, classes) =>
          expectNoLeak(async () => {
            const [byClass, byPair] = tf.tidy(() => {
              const given = tf.tensor1d(classes, 'int32');
              const sums = (hard: M) => tf.sum(smoothTargets(hard, epsilon), 1);
              return [sums(oneHotTargets(given, 4)), sums(samePairTargets(given))];
            });
            const ones = classes.map(() => 1);
            await expectTensorClose(byClass!, ones);
            await expectTensorClose(byPair!, ones);
          }),
      ),
      { numRuns: 20, seed: 1 },
    );
  });

  test('same-class pairs share the target, or leave the denominator', () =>
    expectNoLeak(async () => {
      const given = tf.tensor1d([4, 2, 4], 'int32');
      await expectTensorClose(samePairTargets(given), [0.5, 0, 0.5, 0, 1, 0, 0.5, 0, 0.5]);
      await expectTensorClose(samePairMask(given), [0, 0, 1, 0, 0, 0, 1, 0, 0]);
      given.dispose();
    }));
});

describe('contrastiveLoss', () => {
  test('is ln B when every pair looks alike', () =>
    expectNoLeak(async () => {
      const loss = tf.tidy(() => contrastiveLoss(tf.zeros([8, 8]), identityTargets(8)));
      await expectTensorClose(loss, [Math.log(8)]);
    }));

  test('does not care which side is called image', () =>
    expectNoLeak(async () => {
      const [one, other] = tf.tidy(() => {
        const logits = sampled<M>([6, 6], 2, 10);
        const targets = samePairTargets(labels());
        return [contrastiveLoss(logits, targets), contrastiveLoss(tf.transpose(logits), targets)];
      });
      await expectTensorClose(one!, await other!.data());
      other!.dispose();
    }));

  test('a masked pair has no say and takes no gradient', () =>
    expectNoLeak(async () => {
      const mask = tf.tidy(() => samePairMask(labels()));
      const logits = sampled<M>([6, 6], 5, 4);
      const louder = tf.tidy(() => tf.add(logits, tf.mul(mask, 50)) as M);
      const lossOf = (z: tf.Tensor) => maskedContrastiveLoss(z as M, tf.eye(6), mask);
      const [quiet, loud] = [tf.tidy(() => lossOf(logits)), tf.tidy(() => lossOf(louder))];
      await expectTensorClose(loud, await quiet.data());
      const gradient = tf.grad(lossOf)(logits);
      const leaked = tf.tidy(() => tf.sum(tf.abs(tf.mul(gradient, mask))));
      await expectTensorClose(leaked, [0], { atol: 0, rtol: 0 });
      tf.dispose([mask, logits, louder, quiet, gradient]);
    }));

  test('refuses logits that are not square', () => {
    tf.tidy(() => {
      expect(() => contrastiveLoss(tf.zeros([2, 3]), tf.zeros([2, 3]))).toThrow(ShapeError);
    });
  });
});

describe('distillation', () => {
  test('equals its plain twin for the student', () => {
    const teacher = () => sampled<M>([5, 7], 8, 3);
    return expectSameOp(
      (s) => distillationLoss(s as M, teacher()),
      (s) => divergenceComposite(s as M, teacher()),
      () => [sampled([5, 7], 7, 3)],
    );
  });

  test('is exactly 0 when student and teacher agree, with a gradient of 0', () =>
    expectNoLeak(async () => {
      const logits = sampled<M>([5, 5], 4, 200);
      const { value, grad } = tf.valueAndGrad((s) => mkdLoss(s as M, logits))(logits);
      const exactly = { atol: 0, rtol: 0 };
      await expectTensorClose(value, [0], exactly);
      await expectTensorClose(grad, new Float32Array(25), exactly);
      logits.dispose();
    }));

  test('is never negative', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(1000),
        fc.double({ min: 0.1, max: 100, noNaN: true }),
        (seed, scale) =>
          expectNoLeak(async () => {
            const loss = tf.tidy(() =>
              mkdLoss(sampled<M>([4, 4], seed, scale), sampled<M>([4, 4], seed + 1, scale)),
            );
            expect((await loss.data())[0]).toBeGreaterThanOrEqual(0);
            loss.dispose();
          }),
      ),
      { numRuns: 10, seed: 1 },
    );
  });
});

describe('orthogonality', () => {
  test('has gradient 0 and no NaN at an orthonormal projection', () =>
    expectNoLeak(async () => {
      const weight = tf.tidy(() => tf.eye(4, 7));
      const { value, grad } = tf.valueAndGrad((w) => orthogonalityPenalty(w as M))(weight);
      await expectTensorClose(value, [0]);
      await expectTensorClose(grad, new Float32Array(28));
      weight.dispose();
    }));

  test('cannot fall below √(D − W) for a projection with too few columns', () =>
    expectNoLeak(async () => {
      const loss = tf.tidy(() => orthogonalityPenalty(tf.eye(7, 4)));
      await expectTensorClose(loss, [Math.sqrt(3)]);
    }));

  test('the norm equals its plain twin', () =>
    expectSameOp(
      (x) => frobeniusNorm(x!),
      (x) => tf.sqrt(tf.sum(tf.square(x!))),
      () => [sampled([5, 3])],
    ));

  test('projections must share their rows', () => {
    tf.tidy(() => {
      expect(() => crossNorm(tf.zeros([3, 4]), tf.zeros([4, 4]))).toThrow(ShapeError);
    });
  });
});
