import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  type Crosscheck,
  compareMethod,
  type Measured,
  problemsOf,
} from '../../../cli/crosscheck/comparison.ts';
import {
  crosscheckPage,
  crosscheckPagePath,
  crosscheckPath,
} from '../../../cli/crosscheck/page.ts';
import { datasets } from '../../../src/data/registry.ts';
import { methods } from '../../../src/methods/registry.ts';
import { models } from '../../../src/model/registry.ts';

const measured = (changes: Partial<Measured> = {}): Measured => ({
  losses: [2, 1, 0.5],
  idAcc: 0.8,
  oodAcc: 0.6,
  idEce: 0.1,
  oodEce: 0.2,
  ...changes,
});
const ft = { id: 'ft', label: 'FT' };
const problems = (lab: Measured, twin: Measured) =>
  problemsOf({
    pairs: [
      {
        model: 'M',
        dataset: 'D',
        steps: 3,
        batchSize: 8,
        images: 40,
        methods: [compareMethod(ft, lab, twin)],
      },
    ],
  });

describe('comparing', () => {
  test('the loss that differs most, and where', () =>
    expect(compareMethod(ft, measured({ losses: [2, 1.01, 0.5] }), measured()).loss).toEqual({
      difference: expect.closeTo(0.01, 12),
      step: 2,
    }));

  test('what trains nothing has no loss', () =>
    expect(compareMethod(ft, measured({ losses: [] }), measured({ losses: [] })).loss).toBeNull());

  test('equal numbers are no problem, a little off neither', () => {
    expect(problems(measured(), measured())).toEqual([]);
    expect(problems(measured({ losses: [2, 1.0009, 0.5], idAcc: 0.8049 }), measured())).toEqual([]);
  });

  test.each<[string, Partial<Measured>]>([
    ['a loss', { losses: [2, 1.002, 0.5] }],
    ['a loss that is no number', { losses: [2, Number.NaN, 0.5] }],
    ['an accuracy', { oodAcc: 0.61 }],
    ['an ECE', { idEce: 0.106 }],
    ['an ECE that is no number', { oodEce: Number.NaN }],
  ])('%s that differs is one', (_, changes) =>
    expect(problems(measured(changes), measured())).toHaveLength(1),
  );

  test('another number of steps is a fault of the comparison', () =>
    expect(() => problems(measured({ losses: [2] }), measured())).toThrow('1 steps, the twin 3'));
});

describe('the recorded comparison', () => {
  const recorded = JSON.parse(readFileSync(crosscheckPath, 'utf8')) as Crosscheck;

  test('is of every embedded model, and of methods of the lab', () => {
    const known = methods.filter(({ kind }) => kind !== 'imported').map(({ id }) => id);
    const trained = methods.filter(({ kind }) => kind === 'trained').map(({ id }) => id);
    expect(recorded.pairs.map(({ model }) => model)).toEqual(models.map(({ label }) => label));
    recorded.pairs.forEach(({ dataset, steps, methods: rows }, i) => {
      expect(dataset.startsWith(`${datasets[i]!.label} `)).toBe(true);
      expect(steps).toBe(50);
      const ids = rows.map(({ method }) => method);
      // One that is younger than the record is compared when the command runs again.
      expect(ids.length).toBeGreaterThanOrEqual(10);
      expect(ids).toEqual(known.filter((id) => ids.includes(id)));
      for (const { method, loss } of rows) {
        expect(Number.isFinite(loss?.difference)).toBe(trained.includes(method));
      }
    });
  });

  test('is within its tolerances', () => expect(problemsOf(recorded)).toEqual([]));

  test('is what the page says', () =>
    expect(readFileSync(crosscheckPagePath, 'utf8')).toBe(crosscheckPage(recorded)));
});
