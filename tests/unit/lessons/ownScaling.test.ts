import { expect, test } from 'vitest';
import { judge } from '../../../src/lessons/claims.ts';
import { factsOf } from '../../../src/lessons/facts.ts';
import { ownScaling } from '../../../src/lessons/ownScaling.ts';
import { finalKeys } from '../../../src/store/results/findings.ts';
import type { KeptSplit } from '../../../src/store/results/logitsVault.ts';
import { numbers } from '../../../src/ui/panels/lesson/numbers.ts';
import { lessonStore } from '../../support/lessonStore.ts';

/** Two classes; the model says 1/(1 + e^−margin) and is right this often. */
const split = (splitId: string, margin: number, accuracy: number, n = 1000): KeptSplit => ({
  splitId,
  role: 'ood',
  classCount: 2,
  logits: Float32Array.from({ length: 2 * n }, (_, i) => (i % 2 === 0 ? margin : 0)),
  labels: Int32Array.from({ length: n }, (_, i) => (i < accuracy * n ? 0 : 1)),
  indices: Int32Array.from({ length: n }, (_, i) => i),
});

/** A finished race whose FT has these answers on one OOD set. */
async function answered(splits: readonly KeptSplit[]) {
  const store = await lessonStore({ raced: ['ft'] });
  const state = store.getState();
  const key = finalKeys(state).ft!;
  for (const one of splits) state.vault.set(key, [...(state.vault.get(key) ?? []), one]);
  return factsOf(state, numbers);
}

test('what a temperature does to the ECE of the same answers, with its interval', async () => {
  const facts = await answered([split('solid', 4, 0.7)]);
  const T = facts.temperature('ft')!;
  const confidence = (temperature: number) => 1 / (1 + Math.exp(-4 / temperature));
  const gap = (temperature: number) => Math.abs(confidence(temperature) - 0.7);
  const said = ownScaling(facts, 'ft', 'ood');
  if (typeof said !== 'object') throw new Error('no difference');
  expect(said.value).toBeCloseTo(gap(T) - gap(1), 3);
  const [low, high] = said.interval!;
  expect(low).toBeLessThan(said.value);
  expect(high).toBeGreaterThan(said.value);
  // Asked again, it is the same object: it is worked out once.
  expect(ownScaling(facts, 'ft', 'ood')).toBe(said);
});

test('is a claim like any other: lower ECE is as in the paper, higher is the opposite', async () => {
  const claim = { pair: ['ft', 'ft'] as const, column: 'oodEceTs' as const };
  const sure = judge(claim, await answered([split('solid', 4, 0.7)]))!;
  expect(sure.paper).toEqual([0.1629, 0.2186]);
  const unsure = judge(claim, await answered([split('solid', 0.9, 0.98)]))!;
  // A T* above 1 takes confidence away: right for the first, wrong for the second.
  expect((await answered([])).temperature('ft')).toBeGreaterThan(1);
  expect([sure.kind, unsure.kind]).toEqual(['reproduced', 'opposite']);
});

test('without the answers it cannot be tested', async () => {
  const facts = await answered([]);
  expect(ownScaling(facts, 'ft', 'ood')).toBe('no-logits');
  expect(judge({ pair: ['ft', 'ft'], column: 'oodEceTs' }, facts)!.kind).toBe('untestable');
});
