import { expect, test } from 'vitest';
import { createRng } from '../../../src/math/rng.ts';
import { fitTemperature } from '../../../src/metrics/temperatureScaling.ts';
import { scoreSplit } from '../../../src/results/scoreSplit.ts';
import { summarise } from '../../../src/results/summarise.ts';
import type { MethodResult, SplitResult } from '../../../src/results/types.ts';

const classCount = 5;
const options = { binCount: 15, binning: 'width', draws: 0 } as const;

/** Logits whose label is drawn from their own softmax: calibrated as they are. */
function drawn(n: number, seed: number) {
  const random = createRng(seed, 99);
  const logits = new Float64Array(n * classCount);
  const labels = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const row = logits.subarray(i * classCount, (i + 1) * classCount);
    for (let k = 0; k < classCount; k++) row[k] = 4 * random.uniform() - 2;
    const weights = Array.from(row, Math.exp);
    let left = random.uniform() * weights.reduce((a, b) => a + b, 0);
    labels[i] = weights.findIndex((weight) => {
      left -= weight;
      return left <= 0;
    });
  }
  return { logits, labels };
}

function splitOf(role: SplitResult['role'], seed: number, sharper: number, temperature: number) {
  const { logits, labels } = drawn(4000, seed);
  const sharp = logits.map((z) => z * sharper);
  const at = (T: number) => summarise(sharp, labels, classCount, { ...options, temperature: T });
  return { splitId: `${role}-${seed}`, role, raw: at(1), scaled: at(temperature) };
}

function resultOf(sharper: number): MethodResult {
  const { logits, labels } = drawn(4000, 1);
  const { temperature } = fitTemperature(
    logits.map((z) => z * sharper),
    labels,
    classCount,
  );
  const splits = [
    splitOf('id', 2, sharper, temperature),
    splitOf('ood', 3, sharper, temperature),
    splitOf('ood', 4, 1, temperature),
  ];
  return { splits, temperature } as unknown as MethodResult;
}

const scores = ['nll', 'brier'] as const;

test.each(scores)(
  'of logits calibrated but for a factor, T* mends just the factor: %s',
  (score) => {
    const asDrawn = scoreSplit(resultOf(1), 'id', score);
    const sharpened = scoreSplit(resultOf(3), 'id', score);
    expect(asDrawn.mended).toBeCloseTo(0, 2);
    expect(sharpened.mended).toBeGreaterThan(0.05);
    // What stays does not know of the factor.
    expect(sharpened.stays).toBeCloseTo(asDrawn.stays, 2);
  },
);

test.each(scores)('the parts add up to the mean %s of the sets of the role', (score) => {
  const result = resultOf(3);
  const ood = result.splits.filter(({ role }) => role === 'ood');
  const { mended, stays } = scoreSplit(result, 'ood', score);
  expect(mended + stays).toBeCloseTo((ood[0]!.raw[score] + ood[1]!.raw[score]) / 2, 12);
});

test.each(scores)('a T* of other images can make %s worse: a negative part', (score) => {
  const result = resultOf(3);
  const calibrated = {
    ...result,
    splits: result.splits.filter(({ splitId }) => splitId === 'ood-4'),
  };
  expect(scoreSplit(calibrated, 'ood', score).mended).toBeLessThan(-0.02);
});

test('without a set there is no data', () => {
  const { mended, stays } = scoreSplit({ ...resultOf(1), splits: [] }, 'id', 'nll');
  expect([mended, stays]).toEqual([Number.NaN, Number.NaN]);
});
