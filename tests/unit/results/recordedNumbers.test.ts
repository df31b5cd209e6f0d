import { expect, test } from 'vitest';
import { createRng } from '../../../src/math/rng.ts';
import { methodResult } from '../../../src/results/methodResult.ts';
import {
  numbersLength,
  packNumbers,
  recordedBins,
  unpackNumbers,
} from '../../../src/results/recordedNumbers.ts';
import type { MethodResult } from '../../../src/results/types.ts';

function result(seed: number, draws: number): MethodResult {
  const rng = createRng(seed, 0);
  const classCount = 5;
  const split = (splitId: string, role: 'val' | 'id' | 'ood', n: number) => ({
    splitId,
    role,
    labels: Int32Array.from({ length: n }, () => rng.below(classCount)),
    logits: Float32Array.from({ length: n * classCount }, () => 6 * rng.uniform()),
  });
  const splits = [split('val', 'val', 60), split('test', 'id', 80), split('far', 'ood', 40)];
  const options = { ...recordedBins, draws };
  return methodResult({ methodId: 'ft', step: seed, scope: 'live', classCount, splits, options });
}

/** The same shape, every number to float32's precision. */
function expectAlike(actual: unknown, expected: unknown): void {
  if (typeof expected === 'number') {
    if (Number.isNaN(expected)) expect(actual).toBeNaN();
    else
      expect(Math.abs((actual as number) - expected)).toBeLessThan(1e-6 * (1 + Math.abs(expected)));
  } else if (typeof expected === 'object' && expected !== null) {
    expect(Object.keys(actual as object).sort()).toEqual(Object.keys(expected).sort());
    for (const [key, value] of Object.entries(expected)) {
      expectAlike((actual as Record<string, unknown>)[key], value);
    }
  } else expect(actual).toBe(expected);
}

test('results come back from their floats: bins, intervals, row and what follows from them', () => {
  const results = [result(1, 50), result(2, 0)];
  const floats = packNumbers(results);
  const stamps = results.map(({ splits, row: _, ...stamp }) => ({
    ...stamp,
    splits: splits.map(({ splitId, role }) => ({ splitId, role })),
  }));
  expect(floats).toHaveLength(numbersLength(stamps));
  for (const [i, one] of unpackNumbers(floats, stamps).entries()) expectAlike(one, results[i]);
  expect(() => unpackNumbers(floats.subarray(1), stamps)).toThrow(RangeError);
});
