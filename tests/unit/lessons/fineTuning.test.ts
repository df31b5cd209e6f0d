import { describe, expect, test } from 'vitest';
import { judgeAll } from '../../../src/lessons/claims.ts';
import { factsOf } from '../../../src/lessons/facts.ts';
import { fineTuning } from '../../../src/lessons/fineTuning.ts';
import type { LookStep, PredictStep, VerdictStep } from '../../../src/lessons/lesson.ts';
import { numbers } from '../../../src/ui/panels/lesson/numbers.ts';
import { type LessonRun, lessonStore, sure, unsure, withPairs } from '../../support/lessonStore.ts';

const step = <Kind>(id: string) => fineTuning.steps.find((one) => one.id === id) as Kind;
const { claims } = step<VerdictStep>('verdict');
const predict = step<PredictStep>('predict');

/** What the lesson makes of a run. */
async function read(said: Omit<LessonRun, 'raced'>) {
  const store = await lessonStore({ raced: ['ft'], ...said });
  const facts = factsOf(await withPairs(store, [['ft', 'zs']]), numbers);
  return { store, facts, kinds: judgeAll(claims, facts).map(({ kind }) => kind) };
}

const asInThePaper = {
  idAcc: sure(0.12),
  oodAcc: sure(-0.03),
  idEce: sure(0.03),
  oodEce: sure(0.13),
};

test('a run like the paper’s reproduces all four claims', async () => {
  const { facts, kinds } = await read({
    difference: () => asInThePaper,
    gap: (id, role) => (id === 'ft' && role === 'ood' ? 0.14 : 0.02),
  });
  expect(kinds).toEqual(['reproduced', 'reproduced', 'reproduced', 'reproduced']);
  expect(predict.outcome(facts)).toBe('over');
  expect(step<VerdictStep>('verdict').says(facts)[0]).toContain(
    'surer than it is right, by 14.0 points',
  );
});

test('a run that contradicts the paper is told apart from one that cannot tell', async () => {
  const { facts, kinds } = await read({
    difference: () => ({ ...asInThePaper, oodAcc: sure(0.05), oodEce: unsure(0.01) }),
    gap: () => -0.08,
  });
  expect(kinds).toEqual(['reproduced', 'opposite', 'reproduced', 'unresolved']);
  expect(predict.outcome(facts)).toBe('under');
});

test('within three points it is about as sure as it is right', async () => {
  const { facts } = await read({ gap: () => 0.029 });
  expect(predict.outcome(facts)).toBe('even');
});

test('each claim shows the paper’s own two numbers beside the run’s, from the same columns', async () => {
  const { facts } = await read({ difference: () => asInThePaper, summary: () => ({ ece: 0.5 }) });
  const [, , , oodEce] = judgeAll(claims, facts);
  expect(oodEce!.paper).toEqual([0.2186, 0.0836]);
  expect(oodEce!.yours).toEqual([0.5, 0.5]);
  expect(oodEce!.difference!.value).toBe(0.13);
});

test('while the race goes on, nothing is claimed', async () => {
  const { facts, kinds } = await read({ until: 60 });
  expect(kinds).toEqual(['waiting', 'waiting', 'waiting', 'waiting']);
  expect(predict.outcome(facts)).toBeNull();
});

test('answers that are not here cannot be tested', async () => {
  const store = await lessonStore({ raced: ['ft'] });
  const state = await withPairs(store, []);
  const pairs = state.summaries.differences;
  const keys = Object.entries(state.evaluations).flatMap(([id, list]) =>
    list.filter(({ scope }) => scope === 'full').map(({ key }) => [id, key] as const),
  );
  const [ft, zs] = ['ft', 'zs'].map((id) => keys.find(([own]) => own === id)![1]);
  pairs.take(ft!, zs!, { binCount: 15, binning: 'width' }, 'no-logits');
  const kinds = judgeAll(claims, factsOf(state, numbers)).map(({ kind }) => kind);
  expect(new Set(kinds)).toEqual(new Set(['untestable']));
});

describe('its tasks', () => {
  test.each(['sure', 'when'])(
    '%s: not done when it is entered, done when it is done',
    async (id) => {
      const { store } = await read({});
      const task = step<LookStep>(id);
      store.getState().scrubTo(19);
      store.getState().select({ methodId: 'ft', side: 'ood', confidence: [0.8, 1] });
      task.enter?.(store.getState());
      if (id === 'when') store.getState().scrubTo(null);
      const before = store.getState();
      expect(task.isDone(before, before)).toBe(false);
      task.doIt(store.getState());
      expect(task.isDone(store.getState(), before)).toBe(true);
      expect(task.found!(factsOf(store.getState(), numbers)).join('')).not.toBe('');
    },
  );

  test('bars of another method, or the low ones, are not what was asked for', async () => {
    const { store } = await read({});
    const task = step<LookStep>('sure');
    const { select } = store.getState();
    const isDone = () => task.isDone(store.getState(), store.getState());
    select({ methodId: 'zs', side: 'ood', confidence: [0.8, 1] });
    expect(isDone()).toBe(false);
    select({ methodId: 'ft', side: 'ood', confidence: [0, 0.2] });
    expect(isDone()).toBe(false);
  });
});
