import fc from 'fast-check';
import { expect, test } from 'vitest';
import { absentClasses, removeClasses } from '../../../src/data/absentClasses.ts';
import { softmax } from '../../../src/metrics/softmax.ts';
import { topLabel } from '../../../src/metrics/topLabel.ts';

const labels = Int32Array.of(0, 2, 2, 4);

test('an OOD split lacks the classes that none of its labels name; other splits lack none', () => {
  expect(absentClasses({ role: 'ood', labels }, 6)).toEqual([1, 3, 5]);
  for (const role of ['train', 'val', 'id'] as const) {
    expect(absentClasses({ role, labels }, 6)).toEqual([]);
  }
});

test('removed classes are never predicted, and the others are as if those had never been there', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(...Array.from({ length: 4 }, () => fc.float({ min: -20, max: 20, noNaN: true }))),
        {
          minLength: 1,
          maxLength: 8,
        },
      ),
      fc.constantFrom(0.5, 1, 3),
      (rows, temperature) => {
        const logits = Float32Array.from(rows.flat());
        removeClasses(logits, 4, [0, 2]);
        const kept = Float32Array.from(rows.flatMap((row) => [row[1], row[3]]));
        const all = softmax(logits, 4, temperature);
        const some = softmax(kept, 2, temperature);
        rows.forEach((_, i) => {
          expect([all[4 * i], all[4 * i + 2]]).toEqual([0, 0]);
          expect(all[4 * i + 1]).toBeCloseTo(some[2 * i]!, 12);
          expect(all[4 * i + 3]).toBeCloseTo(some[2 * i + 1]!, 12);
        });
        const truth = rows.map(() => 1);
        const before = topLabel(
          kept,
          rows.map(() => 0),
          2,
          temperature,
        );
        const after = topLabel(logits, truth, 4, temperature);
        expect(after.correct).toEqual(before.correct);
        after.confidence.forEach((value, i) => {
          expect(value).toBeCloseTo(before.confidence[i]!, 12);
        });
      },
    ),
  );
});
