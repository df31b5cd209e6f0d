import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classTotals, confusedPairs, confusionCounts } from '../../../src/results/confusion.ts';

const classCount = 6;
const classIndex = fc.integer({ min: 0, max: classCount - 1 });
const answers = fc.array(fc.record({ label: classIndex, predicted: classIndex }), {
  maxLength: 60,
});
const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

test('counts sum to n, rows to the images of a class, the diagonal to the right answers', () => {
  fc.assert(
    fc.property(answers, (given) => {
      const counts = confusionCounts(given, classCount);
      const { count, correct } = classTotals(counts, classCount);
      expect(sum(counts)).toBe(given.length);
      expect(sum(count)).toBe(given.length);
      expect(sum(correct)).toBe(given.filter((one) => one.label === one.predicted).length);
      for (const label of count.keys()) {
        expect(count[label]).toBe(given.filter((one) => one.label === label).length);
      }
    }),
  );
});

test('confused pairs are all wrong answers, the most frequent first', () => {
  fc.assert(
    fc.property(answers, (given) => {
      const pairs = confusedPairs(confusionCounts(given, classCount), classCount);
      expect(sum(pairs.map((pair) => pair.count))).toBe(
        given.filter((one) => one.label !== one.predicted).length,
      );
      expect(pairs.every((pair) => pair.label !== pair.predicted && pair.count > 0)).toBe(true);
      pairs.slice(1).forEach((pair, i) => {
        expect(pair.count).toBeLessThanOrEqual(pairs[i]!.count);
      });
    }),
  );
});
