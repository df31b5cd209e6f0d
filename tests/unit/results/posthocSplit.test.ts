import { expect, test } from 'vitest';
import type { CalibratorInfo } from '../../../src/posthoc/calibrator.ts';
import type { PosthocNumbers } from '../../../src/results/posthocNumbers.ts';
import { posthocSplit } from '../../../src/results/posthocSplit.ts';

const info = (id: string, oracle?: true): CalibratorInfo => ({
  ...{ id, label: id, summary: '', source: '', keepsPrediction: true },
  ...(oracle && { oracle }),
});
const calibrators = [info('temperature'), info('matrix'), info('oracle', true)];
const numbersOf =
  (nll: Readonly<Record<string, number>>) =>
  (id: string | null): PosthocNumbers | null => {
    const value = nll[id ?? 'none'];
    return value === undefined ? null : ({ nll: value, brier: value / 2 } as PosthocNumbers);
  };

test('the least that a calibrator leaves, the oracle aside, and what it takes away', () => {
  const all = numbersOf({ none: 1.5, temperature: 1.25, matrix: 1, oracle: 0.5 });
  expect(posthocSplit(calibrators, all, 'nll')).toEqual({
    by: calibrators[1],
    mended: 0.5,
    stays: 1,
  });
  expect(posthocSplit(calibrators, all, 'brier')).toMatchObject({ mended: 0.25, stays: 0.5 });
});

test('where all make things worse, nothing is mended', () => {
  const worse = numbersOf({ none: 1, temperature: 1.25, matrix: 2, oracle: 0.9 });
  expect(posthocSplit(calibrators, worse, 'nll')).toEqual({ by: null, mended: 0, stays: 1 });
});

test('an infinite loss that a calibrator makes finite is all its doing', () => {
  const infinite = numbersOf({
    none: Number.POSITIVE_INFINITY,
    temperature: 2,
    matrix: 3,
    oracle: 1,
  });
  expect(posthocSplit(calibrators, infinite, 'nll')).toMatchObject({ mended: Infinity, stays: 2 });
});

test('before all are known there is none', () => {
  expect(posthocSplit(calibrators, numbersOf({ none: 1, temperature: 1 }), 'nll')).toBeNull();
  expect(posthocSplit([], numbersOf({ none: 1 }), 'nll')).toBeNull();
});
