import { describe, expect, test } from 'vitest';
import { confidence } from '../../../src/lessons/confidence.ts';
import { fineTuning } from '../../../src/lessons/fineTuning.ts';
import {
  hiddenPanes,
  isMet,
  isMetNow,
  isThrough,
  type Move,
  moved,
  noProgress,
  stepAt,
} from '../../../src/lessons/machine.ts';
import { readProgress } from '../../../src/lessons/progressShelf.ts';
import { lessons } from '../../../src/lessons/registry.ts';
import { canRace, keptRunsFor, standingOf, tickFor } from '../../../src/lessons/standing.ts';
import { teacher } from '../../../src/lessons/teacher.ts';
import { lessonStore } from '../../support/lessonStore.ts';

const made = (...moves: Move[]) =>
  moves.reduce((progress, move) => moved(fineTuning, progress, move), noProgress);
const answer: Move = { type: 'answer', choice: 'over' };
const next: Move = { type: 'next' };
const done: Move = { type: 'done' };
const back: Move = { type: 'back' };

describe('a lesson', () => {
  test('goes on from a prediction only once it is locked in, and keeps the first', () => {
    expect(made(next).at).toBe(0);
    const locked = made(answer, { type: 'answer', choice: 'under' });
    expect(locked.answers).toEqual({ predict: 'over' });
    expect(made(answer, next).at).toBe(1);
  });

  test('goes on from a task only once it is done; going back loses nothing', () => {
    expect(made(answer, next, next).at).toBe(1);
    const looked = made(answer, next, done, next, done, done);
    expect(looked.done).toEqual(['run', 'sure']);
    const returned = made(answer, next, done, next, back, back, back);
    expect(returned).toMatchObject({ at: 0, answers: { predict: 'over' }, done: ['run'] });
    expect(isMet(stepAt(fineTuning, returned), returned)).toBe(true);
  });

  test('is through after its last step, and can be begun again', () => {
    const moves = fineTuning.steps.flatMap(({ kind }): Move[] => {
      if (kind === 'verdict' || kind === 'why') return [next];
      return [kind === 'predict' ? answer : done, next];
    });
    const through = made(...moves);
    expect(isThrough(fineTuning, through)).toBe(true);
    expect(isThrough(fineTuning, made(...moves, next, next))).toBe(true);
    expect(made(...moves, back).at).toBe(fineTuning.steps.length - 1);
    expect(made(...moves, { type: 'again' })).toEqual(noProgress);
  });
});

describe('what would answer a question', () => {
  const panes = (...moves: Move[]) => hiddenPanes(fineTuning, made(...moves));

  test('is covered until the answer is locked in, and when one begins again', () => {
    expect(panes()).toEqual(['stage', 'diagrams', 'tray', 'clock']);
    expect(panes(answer)).toEqual([]);
    expect(panes(answer, next)).toEqual([]);
    expect(panes(answer, next, { type: 'again' })).toEqual(panes());
  });

  test('stays covered while the next question is open', () => {
    const locked = moved(teacher, noProgress, answer);
    expect(hiddenPanes(teacher, locked)).toEqual(panes());
    const second = moved(teacher, moved(teacher, locked, next), answer);
    expect(hiddenPanes(teacher, second)).toEqual([]);
  });

  test('covers what leads away from a task, until it is done', () => {
    const open = hiddenPanes(confidence, noProgress);
    expect(open).toEqual(['stage', 'diagrams', 'tray', 'clock']);
    expect(hiddenPanes(confidence, moved(confidence, noProgress, { type: 'done' }))).toEqual([]);
  });

  test('is named by every question of every lesson', () => {
    for (const step of lessons.flatMap(({ steps }) => steps)) {
      if (step.kind === 'predict') expect(step.hides, step.title).not.toEqual([]);
    }
  });
});

describe('a race for it', () => {
  const run = fineTuning.steps.find(({ kind }) => kind === 'run')!;

  test('is ready when it is over and holds its methods', async () => {
    const store = await lessonStore({ raced: ['ft'] });
    expect(standingOf(fineTuning, store.getState())).toEqual({ kind: 'ready' });
    expect(isMetNow(fineTuning, run, store.getState(), store.getState())).toBe(true);
  });

  test.each([
    ['none', { raced: [], until: 0 }],
    ['running', { raced: ['ft'], until: 60 }],
    ['missing', { raced: ['carot'] }],
  ] as const)('is not ready: %s', async (kind, said) => {
    const store = await lessonStore(said);
    expect(standingOf(fineTuning, store.getState()).kind).toBe(kind);
    expect(isMetNow(fineTuning, run, store.getState(), store.getState())).toBe(false);
  });

  test('that was stopped early says what it lacks', async () => {
    const store = await lessonStore({ raced: ['ft'], until: 60 });
    store
      .getState()
      .applyEvents([{ type: 'run.phase', runId: 'run-1', at: Date.now(), phase: 'stopped' }]);
    expect(standingOf(fineTuning, store.getState())).toEqual({
      kind: 'partial',
      methods: ['zs', 'ft'],
    });
  });

  test('is ticked with its methods and no others', async () => {
    const store = await lessonStore({ raced: ['carot', 'flyp'], until: 0 });
    tickFor(fineTuning, store.getState());
    const { included } = store.getState().setup;
    expect(Object.keys(included).filter((id) => included[id])).toEqual(
      expect.arrayContaining(['ft']),
    );
    expect(included).toMatchObject({ carot: false, flyp: false });
    expect(keptRunsFor(fineTuning, store.getState())).toEqual([]);
  });
});

test('what a class link fixes is not ticked by a lesson', async () => {
  const store = await lessonStore({ raced: ['carot'], until: 0 });
  const { setTask, include } = store.getState();
  expect(canRace(fineTuning, store.getState())).toBe(true);
  setTask({ locks: ['methods'], asksNumber: false });
  tickFor(fineTuning, store.getState());
  expect(store.getState().setup.included).toMatchObject({ ft: false, carot: true });
  expect(canRace(fineTuning, store.getState())).toBe(false);
  include('ft', true);
  expect(canRace(fineTuning, store.getState())).toBe(true);
});

describe('progress that was kept', () => {
  test('is read', () => {
    const all = { 'fine-tuning': { at: 2, answers: { predict: 'over' }, done: ['run'] } };
    expect(readProgress(JSON.stringify(all))).toEqual(all);
  });

  test.each([null, '', '{', '[]', '7', 'null'])('is none for %s', (text) =>
    expect(readProgress(text)).toEqual({}),
  );

  test('begins anew where it cannot be read, and the others stay', () => {
    const good = { at: 1, answers: {}, done: [] };
    const text = JSON.stringify({ a: { at: -1, answers: {}, done: [] }, b: good, c: { at: 'x' } });
    expect(readProgress(text)).toEqual({ a: noProgress, b: good, c: noProgress });
  });
});
