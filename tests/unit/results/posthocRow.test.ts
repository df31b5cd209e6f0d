import { describe, expect, test } from 'vitest';
import { createRng, rngStreams } from '../../../src/math/rng.ts';
import { fitTemperature } from '../../../src/metrics/temperatureScaling.ts';
import { posthocNumbers } from '../../../src/results/posthocNumbers.ts';
import { calibratorsSaid, posthocRow } from '../../../src/results/posthocRow.ts';
import type { MethodLogits, SplitLogits } from '../../../src/results/statsApi.ts';
import { summarise } from '../../../src/results/summarise.ts';
import { simulate } from '../metrics/samples.ts';

const classCount = 3;
const options = { binCount: 15, binning: 'width', draws: 40 } as const;
const split = (
  splitId: string,
  role: SplitLogits['role'],
  seed: number,
  n: number,
): SplitLogits => ({
  splitId,
  role,
  ...simulate(createRng(seed, rngStreams.bootstrap), n, classCount, 2),
});
const splits = [
  split('val', 'val', 1, 120),
  split('test', 'id', 2, 90),
  split('art', 'ood', 3, 60),
  split('sketch', 'ood', 4, 30),
];
const evaluation: MethodLogits = { methodId: 'ft', step: 8, scope: 'full', classCount, splits };

describe('posthocRow', () => {
  test('temperature says what the table says at T*', () => {
    const { id, fittedOn, sets } = posthocRow(evaluation, 'temperature', options);
    expect([id, fittedOn, sets.map(({ splitId }) => splitId)]).toEqual([
      'temperature',
      120,
      ['test', 'art', 'sketch'],
    ]);
    const { temperature } = fitTemperature(splits[0]!.logits, splits[0]!.labels, classCount);
    for (const [i, { summary }] of sets.entries()) {
      const { logits, labels } = splits[i + 1]!;
      const same = summarise(logits, labels, classCount, { ...options, temperature, set: i + 1 });
      for (const name of ['accuracy', 'ece', 'noiseFloor', 'nll', 'brier'] as const) {
        expect(summary[name]).toBeCloseTo(same[name], 9);
      }
      expect(summary.eceInterval![1]).toBeCloseTo(same.eceInterval![1], 9);
    }
  });

  test('none leaves everything as it is', () => {
    const { sets, fittedOn } = posthocRow(evaluation, null, options);
    const { logits, labels } = splits[1]!;
    const raw = summarise(logits, labels, classCount, { ...options, temperature: 1 });
    expect(sets[0]!.summary.nll).toBeCloseTo(raw.nll, 9);
    expect(fittedOn).toBe(0);
  });

  test('nothing but the oracle looks at a test label', () => {
    const others = splits.map((one) =>
      one.role === 'val' ? one : { ...one, labels: one.labels.map((label) => (label + 1) % 3) },
    );
    for (const { id, oracle } of calibratorsSaid(classCount)) {
      const confidence = (over: readonly SplitLogits[]) =>
        posthocRow({ ...evaluation, splits: over }, id, options).sets.map(
          ({ summary }) => summary.meanConfidence,
        );
      if (oracle) expect(confidence(others)).not.toEqual(confidence(splits));
      else expect(confidence(others)).toEqual(confidence(splits));
    }
  });

  test('the oracle beats temperature on every set', () => {
    const [oracle, plain] = ['temperaturePerSet', 'temperature'].map((id) =>
      posthocRow(evaluation, id, options),
    );
    for (const [i, { summary }] of oracle!.sets.entries()) {
      expect(summary.nll).toBeLessThanOrEqual(plain!.sets[i]!.summary.nll + 1e-12);
    }
    expect(oracle!.fittedOn).toBe(180);
  });

  test('without validation images a fit says that it is none, and an unknown name is refused', () => {
    const tests = { ...evaluation, splits: splits.slice(1) };
    expect(posthocRow(tests, 'vector', options)).toMatchObject({ fittedOn: 0, atBound: true });
    expect(() => posthocRow(evaluation, 'magic', options)).toThrow('"magic"');
  });
});

describe('posthocNumbers', () => {
  const { sets } = posthocRow(evaluation, null, options);

  test('means over sets, n in all, an interval narrower than those it is made of', () => {
    const [first, second] = sets.slice(1).map(({ summary }) => summary);
    const both = posthocNumbers(sets.slice(1))!;
    expect(both.n).toBe(90);
    expect(both.nll).toBeCloseTo((first!.nll + second!.nll) / 2, 12);
    const upper = Math.hypot(
      first!.eceInterval![1] - first!.ece,
      second!.eceInterval![1] - second!.ece,
    );
    expect(both.eceInterval![1]).toBeCloseTo(both.ece + upper / 2, 12);
  });

  test('of one set that set, of none nothing', () => {
    expect(posthocNumbers(sets.slice(0, 1))).toBe(sets[0]!.summary);
    expect(posthocNumbers([])).toBeNull();
  });
});
