import { expect, test } from 'vitest';
import { oneStandardError } from '../../../src/math/oneStandardError.ts';

const settings = (...pairs: readonly (readonly [accuracy: number, nll: number])[]) =>
  pairs.map(([accuracy, nll]) => ({ accuracy, nll }));

test('a lower loss wins within one standard error of the best accuracy, and not beyond', () => {
  // √(.8·.2/100) = .04
  const tried = settings([0.8, 1], [0.765, 0.7], [0.755, 0.5], [0.5, 0.1]);
  expect(oneStandardError(tried, 100)).toBe(1);
  // With a hundred times as many images the error is a tenth.
  expect(oneStandardError(tried, 10_000)).toBe(0);
});

test('of equals the first', () => expect(oneStandardError(settings([1, 2], [1, 2]), 9)).toBe(0));

test('a setting that diverged is never chosen, and of none there is none', () => {
  expect(oneStandardError(settings([0.9, Number.NaN], [0.9, 3]), 50)).toBe(1);
  expect(oneStandardError(settings([0.9, Number.POSITIVE_INFINITY]), 50)).toBeNull();
  expect(oneStandardError([], 50)).toBeNull();
});
