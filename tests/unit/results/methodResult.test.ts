import { describe, expect, test } from 'vitest';
import { createRng, rngStreams } from '../../../src/math/rng.ts';
import { fitTemperature } from '../../../src/metrics/temperatureScaling.ts';
import { methodResult } from '../../../src/results/methodResult.ts';
import type { MethodLogits, ResultOptions, SplitLogits } from '../../../src/results/statsApi.ts';
import { summarise } from '../../../src/results/summarise.ts';
import { simulate } from '../metrics/samples.ts';

const CLASS_COUNT = 5;
const options: ResultOptions = { binCount: 10, binning: 'width', draws: 50 };

function split(splitId: string, role: SplitLogits['role'], seed: number, n = 200): SplitLogits {
  const { logits, labels } = simulate(createRng(seed, rngStreams.subset), n, CLASS_COUNT, 2);
  return { splitId, role, logits, labels };
}

const evaluated: MethodLogits = {
  methodId: 'flyp',
  step: 40,
  scope: 'full',
  classCount: CLASS_COUNT,
  splits: [
    split('val', 'val', 1),
    split('id', 'id', 2),
    split('a', 'ood', 3),
    split('b', 'ood', 4),
  ],
};
const [val, id, oodA, oodB] = evaluated.splits;
const eceAt = ({ logits, labels }: SplitLogits, temperature: number) =>
  summarise(logits, labels, CLASS_COUNT, { ...options, temperature }).ece;

describe('methodResult', () => {
  const result = methodResult({ ...evaluated, options });

  test('the temperature of the validation split scales every split', () => {
    const fit = fitTemperature(val!.logits, val!.labels, CLASS_COUNT);
    expect(result.temperature).toBe(fit.temperature);
    expect(result.temperature).toBeGreaterThan(1.5);
    expect(result.temperatureAtBound).toBe(false);
    for (const each of result.splits) {
      expect(each.raw.temperature).toBe(1);
      expect(each.scaled.temperature).toBe(fit.temperature);
      expect(each.scaled.accuracy).toBe(each.raw.accuracy);
    }
  });

  test('the row: ID values, and the unweighted mean over OOD splits of unequal size', () => {
    const uneven = { ...evaluated, splits: [val!, id!, oodA!, split('b', 'ood', 4, 50)] };
    const { row, temperature, splits } = methodResult({ ...uneven, options });
    expect(row.idAcc).toBe(splits[1]!.raw.accuracy);
    expect(row.idEce).toBe(eceAt(id!, 1));
    expect(row.idEceTs).toBe(eceAt(id!, temperature));
    expect(row.oodAcc).toBeCloseTo((splits[2]!.raw.accuracy + splits[3]!.raw.accuracy) / 2, 14);
    expect(row.oodEceTs).toBeCloseTo((splits[2]!.scaled.ece + splits[3]!.scaled.ece) / 2, 14);
    expect(row.temperature).toBe(temperature);
  });

  test('a chosen temperature takes the place of the fitted one, which is still told', () => {
    const chosen = methodResult({ ...evaluated, options: { ...options, temperature: 3 } });
    expect(chosen.temperature).toBe(result.temperature);
    expect(chosen.row.temperature).toBe(3);
    expect(chosen.row.idEceTs).toBe(eceAt(id!, 3));
    expect(chosen.splits[1]!.scaled.temperature).toBe(3);
  });

  test('without a validation split, scaled is raw', () => {
    const bare = methodResult({ ...evaluated, splits: [id!, oodB!], options });
    expect(bare.temperature).toBe(1);
    expect(bare.temperatureAtBound).toBe(false);
    expect(bare.row.idEceTs).toBe(bare.row.idEce);
  });

  test('without OOD splits, OOD values are no data', () => {
    const { row } = methodResult({ ...evaluated, splits: [val!, id!], options });
    expect(row.oodAcc).toBeNaN();
    expect(row.oodEceTs).toBeNaN();
    expect(row.idAcc).toBeGreaterThan(0);
  });

  test('alpha is there for views alone', () => {
    expect('alpha' in result).toBe(false);
    expect(methodResult({ ...evaluated, alpha: 0.5, options }).alpha).toBe(0.5);
  });
});
