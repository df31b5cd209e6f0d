import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aurc, excessAurc } from '../../../src/metrics/aurc.ts';
import { topLabel } from '../../../src/metrics/topLabel.ts';

/** Four answers tie at confidence 1, two of them wrong; a fifth, less sure, is wrong. */
const logits = [300, 0, 300, 0, 300, 0, 300, 0, 2, 0];

test.each([
  [0, 0, 1, 1, 1],
  [1, 0, 1, 0, 1],
  [1, 1, 0, 0, 1],
])('ties count by their mean, whichever of them are wrong: labels %d %d %d %d %d', (...labels) => {
  expect(aurc(topLabel(logits, labels, 2))).toBeCloseTo(0.52, 12);
  expect(excessAurc(topLabel(logits, labels, 2))).toBeCloseTo(
    0.52 - (1 / 3 + 2 / 4 + 3 / 5) / 5,
    12,
  );
});

test('is the error rate where every answer is as sure', () => {
  expect(aurc(topLabel([9, 0, 9, 0, 9, 0], [1, 0, 0], 2))).toBeCloseTo(1 / 3, 12);
  expect(aurc(topLabel([], [], 2))).toBeNaN();
});

/** Every order of a list. */
const orders = <Item>(items: readonly Item[]): Item[][] =>
  items.length < 2
    ? [[...items]]
    : items.flatMap((first, i) =>
        orders(items.filter((_, j) => j !== i)).map((rest) => [first, ...rest]),
      );

test('is the mean over all orders of what ties, and never depends on the order of the samples', () => {
  const samples = fc.array(fc.tuple(fc.constantFrom(0, 1, 2, 50), fc.constantFrom(0, 1)), {
    minLength: 1,
    maxLength: 6,
  });
  const areaInOrder = (labels: readonly number[]) => {
    let errors = 0;
    const risks = labels.map((label, i) => {
      errors += label;
      return errors / (i + 1);
    });
    return risks.reduce((sum, risk) => sum + risk, 0) / labels.length;
  };
  fc.assert(
    fc.property(samples, (given) => {
      const every = orders(given);
      const ranked = every.map((order) => order.toSorted((a, b) => b[0] - a[0]));
      const mean =
        ranked.reduce((sum, order) => sum + areaInOrder(order.map(([, label]) => label)), 0) /
        ranked.length;
      for (const order of every.slice(0, 20)) {
        const logits = order.flatMap(([z]) => [z, 0]);
        const labels = order.map(([, label]) => label);
        expect(aurc(topLabel(logits, labels, 2))).toBeCloseTo(mean, 10);
      }
    }),
    { seed: 17, numRuns: 60 },
  );
});

test('answers of a run that diverged come last, as one tie', () => {
  const top = { n: 4, confidence: Float64Array.of(Number.NaN, 0.9, Number.NaN, 0.8) };
  for (const correct of [Uint8Array.of(0, 1, 1, 1), Uint8Array.of(1, 1, 0, 1)])
    expect(aurc({ ...top, correct })).toBeCloseTo((0.5 / 3 + 1 / 4) / 4, 12);
});
