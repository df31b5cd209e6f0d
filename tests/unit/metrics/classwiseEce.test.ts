import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classwiseEce } from '../../../src/metrics/classwiseEce.ts';
import { evaluation } from '../../../src/metrics/evaluation.ts';
import { logitSets } from './samples.ts';

const removed = Number.NEGATIVE_INFINITY;

test('a class removed from every row does not make the mean smaller', () => {
  // Two classes at even odds, both images of the first: each class is off by half.
  expect(classwiseEce(evaluation([0, 0, 0, 0], [0, 0], 2), 10)).toBe(0.5);
  expect(classwiseEce(evaluation([0, removed, 0, 0, removed, 0], [0, 0], 3), 10)).toBe(0.5);
});

test('a class that is offered and never shown counts: what it is given is missing elsewhere', () => {
  const even = evaluation([0, 0, 0, 0, 0, 0], [0, 1], 3);
  // Off by 1/6, 1/6 and 1/3.
  expect(classwiseEce(even, 10)).toBeCloseTo(2 / 9, 12);
});

test('with any classes removed it is that of the logits without their columns', () =>
  fc.assert(
    fc.property(logitSets, fc.nat({ max: 3 }), ({ logits, labels, classCount }, extra) => {
      const wide = classCount + extra;
      const padded = Float32Array.from({ length: labels.length * wide }, (_, i) =>
        i % wide < classCount ? logits[Math.floor(i / wide) * classCount + (i % wide)]! : removed,
      );
      const own = classwiseEce(evaluation(logits, labels, classCount), 15);
      expect(classwiseEce(evaluation(padded, labels, wide), 15)).toBeCloseTo(own, 12);
    }),
  ));
