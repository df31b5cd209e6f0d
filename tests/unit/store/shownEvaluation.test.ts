import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shownEvaluation } from '../../../src/store/results/shownEvaluation.ts';
import type { Evaluation } from '../../../src/store/results/state.ts';

const at = (step: number, scope: Evaluation['scope'], alpha?: number) =>
  ({
    key: `${step} ${scope} ${alpha ?? ''}`,
    step,
    scope,
    ...(alpha !== undefined && { alpha }),
  }) as Evaluation;

/** A race of 100 steps that is over. */
const race = {
  zs: [at(0, 'live'), at(0, 'full')],
  ft: [at(0, 'live'), at(50, 'live'), at(100, 'live'), at(100, 'full')],
  mix: [at(100, 'live', 0.5), at(100, 'full', 0.5), at(100, 'live', 0.2)],
};
const shown = (evaluations: Record<string, Evaluation[]>, id: string, scrub: number | null) =>
  shownEvaluation(evaluations, id, 0.5, scrub)?.key;

test('at the end everything is shown in full', () => {
  for (const scrub of [null, 100]) {
    expect(shown(race, 'zs', scrub)).toBe('0 full ');
    expect(shown(race, 'ft', scrub)).toBe('100 full ');
    expect(shown(race, 'mix', scrub)).toBe('100 full 0.5');
  }
});

test('where the clock stands before it, what stands still is of the same subset as what moves', () => {
  for (const scrub of [0, 50, 99]) expect(shown(race, 'zs', scrub)).toBe('0 live ');
  expect(shown(race, 'ft', 99)).toBe('50 live ');
  expect(shown(race, 'mix', 99)).toBeUndefined();
});

test('so it is when a race that was evaluated in full goes on', () => {
  const on = { ...race, ft: [...race.ft, at(150, 'live')] };
  expect(shown(on, 'zs', null)).toBe('0 live ');
  expect(shown(on, 'zs', 100)).toBe('0 full ');
});

test('a mix that a slider asks for leaves everything else as it is', () => {
  const mixing = { ...race, mix: [at(100, 'live', 0.2)] };
  expect(shown(mixing, 'ft', null)).toBe('100 full ');
  expect(shown(mixing, 'zs', null)).toBe('0 full ');
});

test('what was evaluated in one way alone is shown so', () => {
  const imported = { ...race, own: [at(0, 'full')] };
  expect(shown(imported, 'own', 50)).toBe('0 full ');
  expect(shown({ zs: [at(0, 'full')], ft: [at(0, 'live'), at(50, 'live')] }, 'zs', 50)).toBe(
    '0 full ',
  );
});

test('of a view the mix nearest to its alpha, full or not', () => {
  expect(shownEvaluation(race, 'mix', 0.25, null)?.key).toBe('100 live 0.2');
});

test('two methods that both have both are never shown on different images', () => {
  const list = fc
    .uniqueArray(fc.integer({ min: 0, max: 5 }), { minLength: 1 })
    .map((steps) => steps.flatMap((step) => [at(step, 'live'), at(step, 'full')]));
  fc.assert(
    fc.property(list, list, fc.integer({ min: 0, max: 5 }), (first, second, scrub) => {
      const both = { first, second };
      const a = shownEvaluation(both, 'first', 0, scrub);
      const b = shownEvaluation(both, 'second', 0, scrub);
      if (a && b) expect(a.scope).toBe(b.scope);
    }),
  );
});
