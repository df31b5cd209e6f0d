import { expect, test } from 'vitest';
import { createRng } from '../../../src/math/rng.ts';
import { evaluation } from '../../../src/metrics/evaluation.ts';
import { metrics } from '../../../src/metrics/registry.ts';

const [n, classCount] = [200, 4];
const rng = createRng(5, 1, 0);
const labels = Int32Array.from({ length: n }, () => rng.below(classCount));
const logits = Float32Array.from({ length: n * classCount }, () => rng.below(1000) / 200);
const bins = { binCount: 15, binning: 'width' } as const;

const means = metrics.filter(({ each }) => each);

test('means over samples are known as such', () =>
  expect(means.map(({ id }) => id)).toEqual([
    'accuracy',
    'meanConfidence',
    'signedGap',
    'nll',
    'brier',
    'topLabelBrier',
  ]));

test.each(means)('$id is the mean of its numbers', ({ compute, each }) => {
  for (const temperature of [1, 1.7]) {
    const input = evaluation(logits, labels, classCount, temperature);
    const numbers = each!(input);
    expect(numbers).toHaveLength(n);
    const mean = numbers.reduce((sum, number) => sum + number, 0) / n;
    expect(mean).toBeCloseTo(compute(input, bins), 12);
  }
});
