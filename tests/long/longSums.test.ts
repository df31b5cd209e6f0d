import '../support/setupWasm.ts';
import { expect, test } from 'vitest';
import { halfSquaredDistance } from '../../src/methods/l2Sp.ts';
import { sumAllComposite } from '../../src/ops/sumAll.ts';
import * as tf from '../../src/ops/tf.ts';
import { clipByGlobalNorm } from '../../src/optim/clipByGlobalNorm.ts';
import { expectNoLeak, expectTensorClose } from '../support/expectClose.ts';

/** The token embedding of CLIP ViT-B/32, 49,408 × 512: the longest sum there is. */
const n = 25_296_896;

test('sums as long as the largest weight of a CLIP are right to 1e-6 on WASM', () =>
  expectNoLeak(async () => {
    const gradient = tf.fill([49_408, 512], 0.001);
    const zeros = tf.zeros([49_408, 512]);
    const { norm } = clipByGlobalNorm(new Map([['a', gradient]]), Infinity);
    await expectTensorClose(norm, [Math.sqrt(n) * 0.001], { atol: 0, rtol: 1e-6 }, 'norm');
    const distance = tf.tidy(() =>
      halfSquaredDistance(new Map([['a', gradient]]), new Map([['a', zeros]])),
    );
    await expectTensorClose(distance, [(n * 1e-6) / 2], { atol: 0, rtol: 1e-6 }, 'L2-SP');
    tf.dispose([gradient, zeros]);
  }));

test('the sum in blocks holds as long, and the running sum does not', () =>
  expectNoLeak(async () => {
    const x = tf.fill([n], 1e-6);
    const inBlocks = tf.tidy(() => sumAllComposite(x));
    await expectTensorClose(inBlocks, [n * 1e-6], { atol: 0, rtol: 1e-5 }, 'blocks');
    const sum = tf.sum(x);
    const [running] = await sum.data();
    expect(Math.abs(running! / (n * 1e-6) - 1)).toBeGreaterThan(0.1);
    tf.dispose([x, sum]);
  }));
