import { describe, expect, test } from 'vitest';
import vectors from '#vectors/15_posthoc.json';
import { evaluation } from '../../src/metrics/evaluation.ts';
import { nll } from '../../src/metrics/nll.ts';
import { calibrators, fitCalibrator } from '../../src/posthoc/registry.ts';

interface Expected {
  readonly nll: number;
  readonly logProbabilities: readonly number[];
}

/**
 * How far log-probabilities may lie apart: what is searched for ends where the slope is 1e-8, and the
 * ensemble's weights where the NLL is within 1e-9 of the least.
 */
const allowed: Readonly<Record<string, number>> = {
  temperature: 1e-7,
  ensembleTemperature: 1e-3,
  vector: 1e-4,
  structuredMatrix: 1e-5,
  isotonic: 1e-12,
  histogram: 1e-12,
};

describe.each(vectors.cases.map((one) => [one.id, one] as const))('%s', (_, one) => {
  const { logits, labels, classCount, other } = one;
  const expected = one.expected as Readonly<Record<string, Expected>>;

  test.each(Object.keys(expected))('%s', (id) => {
    const calibrator = calibrators.find((known) => known.id === id)!;
    const fitted = fitCalibrator(calibrator, { logits, labels, classCount });
    const fitNll = nll(evaluation(fitted.apply(logits), labels, classCount));
    expect(Math.abs(fitNll - expected[id]!.nll)).toBeLessThan(1e-8);
    const applied = fitted.apply(other);
    for (const [i, target] of expected[id]!.logProbabilities.entries()) {
      expect(Math.abs(applied[i]! - target), `value ${i}`).toBeLessThan(allowed[id]!);
    }
  });
});

test('every calibrator but the oracle has vectors', () => {
  const without = calibrators.filter(({ oracle }) => !oracle).map(({ id }) => id);
  expect(without.toSorted()).toEqual(Object.keys(allowed).toSorted());
});
