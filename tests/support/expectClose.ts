import { expect } from 'vitest';
import * as tf from '../../src/ops/tf.ts';

export interface Tolerance {
  readonly atol: number;
  readonly rtol: number;
}

/** For values where no reference brings its own. */
export const valueTolerance: Tolerance = { atol: 1e-6, rtol: 1e-5 };
/** For gradients where no reference brings its own. */
export const gradientTolerance: Tolerance = { atol: 1e-5, rtol: 1e-4 };

/** |actual − expected| ≤ atol + rtol·|expected| for every number; NaN is close to nothing. */
export function expectClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  { atol, rtol }: Tolerance = valueTolerance,
  name = 'values',
): void {
  expect(actual.length, `${name}: count`).toBe(expected.length);
  let worst = { index: -1, excess: 0 };
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(actual[i]! - expected[i]!);
    const excess = difference - (atol + rtol * Math.abs(expected[i]!));
    if (!(excess <= worst.excess)) worst = { index: i, excess };
    if (Number.isNaN(difference)) break;
  }
  const { index } = worst;
  const told = index < 0 ? '' : `[${index}] is ${actual[index]}, expected ${expected[index]}`;
  expect(told, `${name}: the worst of ${expected.length}`).toBe('');
}

/** Reads a tensor, disposes it and compares. */
export async function expectTensorClose(
  actual: tf.Tensor,
  expected: ArrayLike<number>,
  tolerance?: Tolerance,
  name?: string,
): Promise<void> {
  const values = await actual.data();
  actual.dispose();
  expectClose(values, expected, tolerance, name);
}

/** Runs a test body and fails if it leaves more tensors behind than it found. */
export async function expectNoLeak(body: () => void | Promise<void>): Promise<void> {
  const before = tf.memory().numTensors;
  await body();
  expect(tf.memory().numTensors - before, 'tensors left behind').toBe(0);
}
