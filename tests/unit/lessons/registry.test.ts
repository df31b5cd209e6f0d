import { describe, expect, test } from 'vitest';
import { factsOf } from '../../../src/lessons/facts.ts';
import type { Lesson, Says } from '../../../src/lessons/lesson.ts';
import { lessons } from '../../../src/lessons/registry.ts';
import { methods } from '../../../src/methods/registry.ts';
import { meaningOf } from '../../../src/ui/panels/help/sheet/gloss.ts';
import { numbers } from '../../../src/ui/panels/lesson/numbers.ts';
import { catalogue } from '../../gallery/fixtures.ts';
import { lessonStore } from '../../support/lessonStore.ts';

const known = new Set(methods.map(({ id }) => id));
const params = (id: string) => Object.keys(methods.find((method) => method.id === id)!.params);
const everyMethod = ['ft', 'ft-ls', 'flyp', 'flyp-ls', 'carot'];
const race = await lessonStore({ raced: everyMethod });
const before = await lessonStore({ raced: [], until: 0 });

/** All that a lesson says of a state of the page. */
function wordsOf({ steps }: Lesson, store: typeof race): Says {
  const facts = factsOf(store.getState(), numbers);
  return steps.flatMap((step) => [
    step.title,
    ...step.says(facts),
    ...(step.kind === 'look' ? [step.asks, ...(step.found?.(facts) ?? [])] : []),
    ...(step.kind === 'why' ? (step.catches?.(facts) ?? []) : []),
    ...(step.kind === 'verdict' ? step.contradicted : []),
  ]);
}

test('the fixtures’ methods have the paper’s numbers, and the parameters that formulas read', () => {
  for (const { id, paper } of catalogue.methods) {
    if (paper) expect(methods.find((method) => method.id === id)?.paper, id).toEqual(paper);
  }
  expect(params('ft-ls')).toContain('labelSmoothing');
  expect(params('carot')).toEqual(expect.arrayContaining(['distillWeight', 'emaMomentum']));
});

test('every lesson has an id of its own, and each of its steps', () => {
  const ids = lessons.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { steps } of lessons) {
    expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
  }
});

describe.each(lessons.map((lesson) => [lesson.title, lesson] as const))('%s', (_, lesson) => {
  test('names methods that the lab has', () => {
    const pairs = lesson.steps.flatMap((step) =>
      step.kind === 'verdict' ? step.claims.flatMap(({ pair }) => pair) : [],
    );
    for (const id of [...lesson.needs, ...pairs]) expect(known).toContain(id);
    // A claim about what the race need not hold could never be tested.
    for (const id of pairs) expect(lesson.needs).toContain(id);
  });

  test.each([
    ['before any race', before],
    ['after one', race],
  ])('says whole sentences %s', (_when, store) => {
    for (const text of wordsOf(lesson, store)) {
      expect(text, text).not.toMatch(/undefined|NaN|null|\[object/);
      expect(text.length).toBeLessThan(420);
    }
  });

  test('explains every word that it sets in brackets', () => {
    const words = [race, before].flatMap((store) =>
      wordsOf(lesson, store).flatMap((text) =>
        [...text.matchAll(/\[(.+?)(?:\|.+?)?\]/g)].map((match) => match[1]!),
      ),
    );
    expect(words.filter((word) => meaningOf(word) === null)).toEqual([]);
  });

  test('has formulas whose every symbol has a number in a finished race', () => {
    const facts = factsOf(race.getState(), numbers);
    for (const step of lesson.steps) {
      if (step.kind !== 'why' || !step.formula) continue;
      const symbols = step.formula.parts.filter((part) => typeof part === 'object');
      expect(symbols.length).toBeGreaterThan(2);
      for (const { symbol, value } of symbols) {
        expect(value(facts), symbol).toMatch(/\d/);
        expect(value(factsOf(before.getState(), numbers)) ?? '', symbol).not.toMatch(
          /NaN|undefined/,
        );
      }
      expect(step.formula.of(facts)).not.toMatch(/NaN|undefined/);
    }
  });

  test('has what a teacher needs', () => {
    const { aim, before: prepared, questions, pitfalls, ifNot } = lesson.notes;
    for (const text of [aim, ifNot, ...prepared, ...pitfalls])
      expect(text).toMatch(/\.$|\?$|!$|”$/);
    expect(questions.length).toBeGreaterThan(0);
  });

  test('sets the page where it wants it without a race too', () => {
    for (const step of lesson.steps) {
      step.enter?.(before.getState());
      if (step.kind === 'look') {
        expect(step.isDone(before.getState(), before.getState())).toBe(false);
        step.doIt(before.getState());
      }
    }
  });
});
