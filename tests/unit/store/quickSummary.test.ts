import fc from 'fast-check';
import { expect, test } from 'vitest';
import { summarise } from '../../../src/results/summarise.ts';
import type { EvaluationSummary } from '../../../src/results/types.ts';
import type { KeptSplit } from '../../../src/store/results/logitsVault.ts';
import { quickSummary } from '../../../src/store/results/quickSummary.ts';

const classCount = 5;

const kept = (logits: readonly number[], labels: readonly number[]): KeptSplit => ({
  splitId: 'id',
  role: 'id',
  logits: Float32Array.from(logits),
  labels: Int32Array.from(labels),
  indices: Int32Array.from(labels, (_, i) => i),
  classCount,
});

/** Every number of a summary, by its path. */
function numbers(summary: EvaluationSummary): Record<string, unknown> {
  const { bins, ...rest } = summary;
  const flat: Record<string, unknown> = { ...rest };
  bins.forEach((bin, b) => {
    for (const [name, value] of Object.entries(bin)) flat[`${b}.${name}`] = value;
  });
  return flat;
}

function expectEqual(split: KeptSplit, options: Parameters<typeof quickSummary>[1]) {
  const { logits, labels } = split;
  const exact = numbers(summarise(logits, labels, classCount, { ...options, draws: 0 }));
  const quick = numbers(quickSummary(split, options));
  expect(Object.keys(quick)).toEqual(Object.keys(exact));
  for (const [name, value] of Object.entries(exact)) {
    if (typeof value !== 'number' || !Number.isFinite(value)) expect(quick[name]).toEqual(value);
    else expect(Math.abs((quick[name] as number) - value), name).toBeLessThan(1e-9);
  }
}

const row = fc.record({
  logits: fc.array(fc.float({ min: -30, max: 30, noNaN: true }), {
    minLength: classCount,
    maxLength: classCount,
  }),
  label: fc.integer({ min: 0, max: classCount - 1 }),
});

test('equals summarise at any temperature, bins and binning', () =>
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 0, maxLength: 40 }),
      fc.double({ min: 0.25, max: 4, noNaN: true }),
      fc.integer({ min: 5, max: 20 }),
      fc.constantFrom('width' as const, 'mass' as const),
      (rows, temperature, binCount, binning) =>
        expectEqual(
          kept(
            rows.flatMap(({ logits }) => logits),
            rows.map(({ label }) => label),
          ),
          { temperature, binCount, binning },
        ),
    ),
    { numRuns: 300 },
  ));

test('equals summarise where a class is missing and where a run has diverged', () => {
  const split = kept(
    [
      [3, 1, Number.NEGATIVE_INFINITY, 0, 2],
      [Number.NaN, 1, 2, 3, 4],
      [Number.POSITIVE_INFINITY, 1, 2, 3, 4],
      [0, 1, 2, 3, 4],
    ].flat(),
    [0, 4, 0, 4],
  );
  expectEqual(split, { temperature: 1.7, binCount: 10, binning: 'width' });
});

test('accuracy stays what it is at every temperature, and its interval with it', () => {
  const split = kept([2, 1, 0, 0, 0, 0, 3, 1, 0, 0], [0, 2]);
  const at = (temperature: number) =>
    quickSummary(split, { temperature, binCount: 15, binning: 'width' }, [0.2, 0.8]);
  for (const temperature of [0.25, 1, 4]) {
    expect(at(temperature)).toMatchObject({
      accuracy: 0.5,
      accuracyInterval: [0.2, 0.8],
      eceInterval: null,
    });
  }
});
