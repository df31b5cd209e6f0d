import { test } from 'vitest';
import { sumAll, sumAllComposite } from '../../../src/ops/sumAll.ts';
import * as tf from '../../../src/ops/tf.ts';
import { expectNoLeak, expectTensorClose } from '../../support/expectClose.ts';
import { expectSameOp } from '../../support/expectSameOp.ts';
import { sampled } from '../../support/sampled.ts';

const close = { atol: 0, rtol: 1e-6 };

test.each([[[]], [[1]], [[1024]], [[1025]], [[33, 7, 5]], [[2, 1024]]])(
  'equals the plain sum in blocks, value and gradient, for shape %j',
  (shape) => expectSameOp(sumAll, sumAllComposite, () => [sampled(shape)]),
);

test('of nothing is 0', () =>
  expectNoLeak(async () => {
    const x = tf.zeros([0, 3]);
    await expectTensorClose(sumAll(x), [0]);
    x.dispose();
  }));

// Lengths around powers of the block, so that each level has a remainder or none.
test.each([1023, 1_048_576, 1_048_577, 3_000_001])('of %i equal numbers is right', (n) =>
  expectNoLeak(async () => {
    const x = tf.fill([n], 0.001);
    const expected = n * Math.fround(0.001);
    await expectTensorClose(sumAll(x), [expected], close);
    await expectTensorClose(
      tf.tidy(() => sumAllComposite(x)),
      [expected],
      { atol: 0, rtol: 2e-5 },
    );
    x.dispose();
  }),
);
