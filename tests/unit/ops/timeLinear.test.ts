import { expect, test } from 'vitest';
import { useFused } from '../../../src/ops/kernels.ts';
import * as tf from '../../../src/ops/tf.ts';
import { timeLinear } from '../../../src/ops/timeLinear.ts';
import { expectNoLeak } from '../../support/expectClose.ts';

test.each([
  ['kernels of our own', true, [20, 16]],
  ['stock operations', false, [20, 16]],
  ['sizes that no kernel of ours takes', true, [19, 15]],
] as const)('the time of products: %s', (_, fused, [rows, inner]) =>
  expectNoLeak(async () => {
    const [x, weight] = [tf.ones([rows, inner]), tf.ones([8, inner])] as tf.Tensor2D[];
    useFused(fused);
    try {
      // Shaders are compiled in the first.
      await timeLinear(x!, weight!, 1);
      const [once, often] = [await timeLinear(x!, weight!, 1), await timeLinear(x!, weight!, 2000)];
      expect(often).toBeGreaterThan(once);
    } finally {
      useFused(true);
      tf.dispose([x!, weight!]);
    }
  }),
);
