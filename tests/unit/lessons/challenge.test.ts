import { expect, test } from 'vitest';
import { attemptsOf, challengePairs, isFairCarot } from '../../../src/lessons/challengeTable.ts';
import { factsOf } from '../../../src/lessons/facts.ts';
import { numbers } from '../../../src/ui/panels/lesson/numbers.ts';
import { type LessonRun, lessonStore, sure, unsure, withPairs } from '../../support/lessonStore.ts';

async function tried(said: Omit<LessonRun, 'raced'>, change?: Parameters<typeof lessonStore>[1]) {
  const store = await lessonStore({ raced: ['ft', 'carot'], ...said }, change);
  const pairs = challengePairs(factsOf(store.getState(), numbers));
  return factsOf(await withPairs(store, pairs), numbers);
}
const kinds = (facts: ReturnType<typeof factsOf>) =>
  Object.fromEntries(
    attemptsOf(facts).map(({ method, scaled, kind }) => [
      `${method.id}${scaled ? ' T*' : ''}`,
      kind,
    ]),
  );

/** ID accuracy of FT beside CaRot's 88 %. */
const accuracies =
  (ft: number): LessonRun['summary'] =>
  (id) =>
    ({ ft: { accuracy: ft }, carot: { accuracy: 0.88 }, zs: { accuracy: 0.7 } })[id];

test.each([
  ['won', 0.871, sure(-0.02)],
  ['won', 0.87, sure(-0.02)],
  ['close', 0.871, unsure(-0.02)],
  ['costly', 0.869, sure(-0.02)],
  ['costly', 0.8, unsure(-0.02)],
  ['higher', 0.95, sure(0.02)],
  ['higher', 0.95, unsure(0.02)],
] as const)('FT is %s at ID accuracy %d', async (kind, accuracy, oodEce) => {
  const facts = await tried({
    summary: accuracies(accuracy),
    difference: (first) => (first === 'ft' ? { oodEce, oodEceTs: sure(0.5) } : {}),
  });
  expect(kinds(facts)).toMatchObject({ ft: kind, 'ft T*': 'higher' });
});

test('a temperature may win too; zero-shot pays with accuracy; the best stands first', async () => {
  const facts = await tried({
    summary: accuracies(0.88),
    difference: (first) =>
      first === 'ft'
        ? { oodEce: sure(0.1), oodEceTs: sure(-0.03) }
        : { oodEce: sure(-0.2), oodEceTs: sure(-0.2) },
  });
  expect(kinds(facts)).toMatchObject({ ft: 'higher', 'ft T*': 'won', zs: 'costly' });
  expect(attemptsOf(facts)[0]).toMatchObject({ method: { id: 'ft' }, scaled: true });
  expect(attemptsOf(facts).some(({ method }) => method.id === 'carot')).toBe(false);
});

test('a CaRot with other settings is no match', async () => {
  expect(isFairCarot(await tried({}))).toBe(true);
  const weakened = await tried({}, (state) => state.setParam('carot', 'distillWeight', 0));
  expect(isFairCarot(weakened)).toBe(false);
});
