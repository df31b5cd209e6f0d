import { describe, expect, test } from 'vitest';
import { captions } from '../../../src/lessons/captions.ts';
import { factsOf } from '../../../src/lessons/facts.ts';
import type { Lesson, LookStep, PredictStep, VerdictStep } from '../../../src/lessons/lesson.ts';
import { mixing } from '../../../src/lessons/mixing.ts';
import { smoothing } from '../../../src/lessons/smoothing.ts';
import { teacher } from '../../../src/lessons/teacher.ts';
import { temperature } from '../../../src/lessons/temperature.ts';
import type { PaperRow } from '../../../src/protocol/catalogue.ts';
import type { EvaluationSummary } from '../../../src/results/types.ts';
import { numbers } from '../../../src/ui/panels/lesson/numbers.ts';
import { type LessonRun, lessonStore, sure, unsure, withPairs } from '../../support/lessonStore.ts';

const stepOf = <Kind>({ steps }: Lesson, id: string) => steps.find((one) => one.id === id) as Kind;

/** What a run says to a prediction of a lesson. */
async function outcome(lesson: Lesson, id: string, said: Omit<LessonRun, 'raced'> = {}) {
  const store = await lessonStore({ raced: ['ft', 'ft-ls', 'flyp', 'carot'], ...said });
  const pairs = lesson.steps.flatMap((step) =>
    step.kind === 'verdict' ? step.claims.map(({ pair }) => pair) : [],
  );
  const facts = factsOf(await withPairs(store, pairs), numbers);
  return { result: stepOf<PredictStep>(lesson, id).outcome(facts), facts, store };
}

/** One column of one pair. */
const only =
  (first: string, column: keyof PaperRow, value: ReturnType<typeof unsure>) => (own: string) =>
    own === first ? { [column]: value } : {};
const of =
  (numbersOf: Readonly<Record<string, Partial<EvaluationSummary>>>): LessonRun['summary'] =>
  (id) =>
    numbersOf[id];

describe('captions: FLYP’s OOD ECE against FT’s', () => {
  const eces = (flyp: number) => of({ ft: { ece: 0.2 }, flyp: { ece: flyp } });
  test.each([
    ['half', 0.1, sure(-0.1)],
    ['lower', 0.15, sure(-0.05)],
    ['no', 0.15, unsure(-0.05)],
    ['no', 0.3, sure(0.1)],
  ] as const)('%s', async (expected, ece, difference) => {
    const { result } = await outcome(captions, 'predict', {
      summary: eces(ece),
      difference: only('flyp', 'oodEce', difference),
    });
    expect(result).toBe(expected);
  });
});

describe('smoothing: sureness and accuracy', () => {
  const gaps: LessonRun['gap'] = (id) => ({ ft: 0.1, 'ft-ls': 0.02 })[id];
  test.each([
    ['cost', gaps, sure(-0.04)],
    ['free', gaps, sure(0.02)],
    ['free', gaps, unsure(0)],
    ['same', () => 0.1, unsure(0)],
  ] as const)('%s', async (expected, gap, idAcc) => {
    const difference = only('ft-ls', 'idAcc', idAcc);
    expect((await outcome(smoothing, 'predict', { gap, difference })).result).toBe(expected);
  });

  test('its ε is that of the run, not of the form', async () => {
    const { facts, store } = await outcome(smoothing, 'predict');
    const ran = store.getState().run!.config.lanes.find(({ methodId }) => methodId === 'ft-ls')!;
    store.getState().setParam('ft-ls', 'labelSmoothing', 0.37);
    const says = stepOf<VerdictStep>(smoothing, 'verdict').says(facts).join(' ');
    expect(says).toContain(`ε is ${ran.params.labelSmoothing}.`);
  });
});

describe('teacher', () => {
  test.each([
    ['lower', sure(-0.03)],
    ['even', unsure(-0.03)],
    ['higher', sure(0.03)],
  ] as const)('OOD ECE %s', async (expected, oodEce) => {
    const difference = only('carot', 'oodEce', oodEce);
    expect((await outcome(teacher, 'predict', { difference })).result).toBe(expected);
  });

  test('wins all four columns, or says which it does not and who does', async () => {
    const best = { accuracy: 0.9, ece: 0.001 };
    const won = await outcome(teacher, 'wins', { summary: of({ carot: best }) });
    expect(won.result).toBe('yes');
    const verdict = stepOf<VerdictStep>(teacher, 'verdict');
    expect(verdict.says(won.facts)[0]).toContain('all four columns');
    const lost = await outcome(teacher, 'wins', {
      summary: (id, role) =>
        id === 'carot' ? best : id === 'wise-ft' && role === 'ood' ? { accuracy: 0.95 } : undefined,
    });
    expect(lost.result).toBe('no');
    expect(verdict.says(lost.facts)[0]).toContain('OOD accuracy (WiSE-FT).');
  });
});

describe('temperature', () => {
  test.each([
    ['over', 0.1],
    ['even', 0.02],
    ['under', -0.1],
  ] as const)('at its own T*, FT is %s', async (expected, signedGap) => {
    const { result } = await outcome(temperature, 'predict', {
      summary: (id, _role, scaled) => (id === 'ft' && scaled ? { signedGap } : undefined),
    });
    expect(result).toBe(expected);
  });

  test('T at FT’s mark will do, T beside it will not', async () => {
    const { store, facts } = await outcome(temperature, 'predict');
    const slide = stepOf<LookStep>(temperature, 'slide');
    const own = facts.temperature('ft')!;
    const at = (value: number | 'own') => {
      store.getState().setTemperature(value);
      return slide.isDone(store.getState(), store.getState());
    };
    expect(at(own * 1.05)).toBe(true);
    expect(at(own * 1.3)).toBe(false);
    expect(at(1)).toBe(false);
    expect(at('own')).toBe(true);
    expect(slide.found!(factsOf(store.getState(), numbers))[0]).toContain(`T* is ${own}`);
  });
});

describe('mixing', () => {
  /** Live mixes of the view, with these OOD accuracies by alpha. */
  async function withMixes(accuracies: Readonly<Record<number, number>>) {
    const store = await lessonStore({ raced: ['ft'] });
    const { summaries } = store.getState();
    for (const [alpha, accuracy] of Object.entries(accuracies)) {
      const about = { runId: 'run-1', methodId: 'wise-ft', step: 152, scope: 'live' as const };
      store
        .getState()
        .applyEvents([{ type: 'evaluation.done', at: Date.now(), ...about, alpha: Number(alpha) }]);
      await new Promise((resolve) => setTimeout(resolve, 20));
      const { key } = store
        .getState()
        .evaluations['wise-ft']!.find(
          (entry) => entry.alpha === Number(alpha) && entry.scope === 'live',
        )!;
      const result = summaries.result(key, { temperature: 'own', binCount: 15, binning: 'width' })!;
      const splits = result.splits.map((split) =>
        split.role === 'ood'
          ? { ...split, raw: { ...split.raw, accuracy }, scaled: { ...split.scaled, accuracy } }
          : split,
      );
      summaries.take(key, { ...result, splits });
    }
    return factsOf(store.getState(), numbers);
  }

  test.each([
    ['between', { 0: 0.3, 0.4: 0.5, 1: 0.35 }],
    ['zero', { 0: 0.6, 0.4: 0.5, 1: 0.35 }],
    ['one', { 0: 0.3, 0.4: 0.4, 1: 0.45 }],
    [null, { 0: 0.3, 1: 0.45 }],
  ] as const)('the best mix is %s', async (expected, accuracies) => {
    const facts = await withMixes(accuracies);
    expect(stepOf<PredictStep>(mixing, 'predict').outcome(facts)).toBe(expected);
  });
});
