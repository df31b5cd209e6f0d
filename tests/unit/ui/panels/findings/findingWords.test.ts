import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Difference, ResultDifference } from '../../../../../src/results/types.ts';
import { verdictOf } from '../../../../../src/ui/panels/findings/findingWords.ts';

const nothing: Difference = { value: 0.01, interval: [-0.02, 0.04] };
const none: ResultDifference = {
  idAcc: nothing,
  oodAcc: nothing,
  idEce: nothing,
  oodEce: nothing,
  idEceTs: nothing,
  oodEceTs: nothing,
};
const texts = (list: readonly { readonly text: string }[]) => list.map(({ text }) => text);

test('more accuracy and less error are better, the reverse is worse', () => {
  const verdict = verdictOf({
    ...none,
    idAcc: { value: 0.092, interval: [0.06, 0.12] },
    oodAcc: { value: -0.063, interval: [-0.08, -0.04] },
    oodEce: { value: -0.031, interval: [-0.05, -0.01] },
  });
  expect(texts(verdict.better)).toEqual(['ID accuracy +9.2', 'OOD ECE −3.1']);
  expect(texts(verdict.worse)).toEqual(['OOD accuracy −6.3']);
  expect(texts(verdict.unresolved)).toEqual(['ID ECE', 'ID ECE at T*', 'OOD ECE at T*']);
});

test('whatever has 0 within its interval, or no interval, is not resolved', () => {
  const number = fc.double({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(number, number, number, (value, low, high) => {
      const interval = [Math.min(low, high), Math.max(low, high)] as const;
      const { better, worse, unresolved } = verdictOf({ ...none, idAcc: { value, interval } });
      const resolved = interval[0] > 0 || interval[1] < 0;
      expect(better.length + worse.length).toBe(resolved ? 1 : 0);
      expect(better.length + worse.length + unresolved.length).toBe(6);
    }),
  );
  const { unresolved } = verdictOf({ ...none, idAcc: { value: 0.5, interval: null } });
  expect(texts(unresolved)).toContain('ID accuracy');
});

test('a column that was not measured is left out', () => {
  const verdict = verdictOf({ ...none, oodAcc: { value: Number.NaN, interval: null } });
  expect(texts(Object.values(verdict).flat())).not.toContain('OOD accuracy');
});

test('the number is the difference of the two in the table, unless chance alone made its sign', () => {
  const difference = {
    ...none,
    oodEce: { value: 0.067, interval: [0.04, 0.09] as const },
    idEceTs: { value: -0.012, interval: [-0.02, -0.005] as const },
  };
  const verdict = verdictOf(difference, { oodEce: 0.055, idEceTs: 0.003 });
  expect(texts(verdict.worse)).toEqual(['OOD ECE +5.5']);
  expect(verdict.worse[0]!.detail).toMatch(/without what chance adds to an ECE \+6\.7 points/);
  expect(texts(verdict.better)).toEqual(['ID ECE at T* −1.2']);
});
