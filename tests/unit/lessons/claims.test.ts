import { describe, expect, test } from 'vitest';
import { type ClaimKind, judgeAll } from '../../../src/lessons/claims.ts';
import { factsOf } from '../../../src/lessons/facts.ts';
import type { Claim, VerdictStep } from '../../../src/lessons/lesson.ts';
import { lessons } from '../../../src/lessons/registry.ts';
import type { PaperRow } from '../../../src/protocol/catalogue.ts';
import { numbers } from '../../../src/ui/panels/lesson/numbers.ts';
import { catalogue } from '../../gallery/fixtures.ts';
import { lessonStore, sure, type unsure, withPairs } from '../../support/lessonStore.ts';

const raced = ['ft', 'ft-ls', 'flyp', 'flyp-ls', 'carot'];
const paper = (id: string) => catalogue.methods.find((method) => method.id === id)!.paper!;
const columns = ['idAcc', 'oodAcc', 'idEce', 'oodEce', 'idEceTs', 'oodEceTs'] as const;

/** The paper's own differences, all of them resolved, turned round, or not resolved. */
const differences = (of: (value: number, column: keyof PaperRow) => ReturnType<typeof unsure>) =>
  lessonStore({
    raced,
    difference: (first, second) =>
      Object.fromEntries(
        columns.map((column) => [column, of(paper(first)[column] - paper(second)[column], column)]),
      ),
  });
/** The smallest difference of the paper stays resolved, the largest does not. */
const wide = (value: number) => ({ value, interval: [value - 1, value + 1] as const });
const narrow = (value: number) => ({ value, interval: [value - 1e-4, value + 1e-4] as const });

const withVerdicts = lessons.flatMap((lesson) =>
  lesson.steps.flatMap((step) =>
    step.kind === 'verdict' ? [[lesson.title, step] as [string, VerdictStep]] : [],
  ),
);
const isPair = ({ pair }: Claim) => pair[0] !== pair[1];

describe.each(withVerdicts)('%s', (_, { claims }) => {
  const paired = claims.filter(isPair);
  test.each<[ClaimKind, Parameters<typeof differences>[0]]>([
    ['reproduced', narrow],
    ['opposite', (value) => narrow(-value)],
    ['unresolved', wide],
  ])('every claim of it can be %s', async (kind, of) => {
    const store = await differences(of);
    const state = await withPairs(
      store,
      paired.map(({ pair }) => pair),
    );
    const verdicts = judgeAll(paired, factsOf(state, numbers));
    expect(verdicts.map((verdict) => verdict.kind)).toEqual(paired.map(() => kind));
  });

  test('claims nothing that the paper has no two different numbers for', () => {
    for (const { pair, column } of paired) {
      const [first, second] = pair.map((id) => paper(id)[column]);
      expect(first! - second!, `${pair} ${column}`).not.toBe(0);
    }
  });
});

test('the findings of the paper are all there', () => {
  // Margins of the paper's table, as its text gives them.
  const found = (first: string, second: string, column: keyof PaperRow) =>
    Number((paper(first)[column] - paper(second)[column]).toFixed(4));
  expect(found('ft', 'zs', 'oodEce')).toBe(0.135);
  expect(found('wise-ft', 'zs', 'idEce')).toBe(0.1558);
  expect(found('flyp', 'ft', 'idAcc')).toBe(0.0105);
  expect(found('carot', 'zs', 'oodEceTs')).toBe(0.0232);
  expect(found('ft-ls', 'ft', 'oodEce')).toBe(-0.1039);
  expect(found('carot', 'wise-ft', 'oodAcc')).toBe(-0.0153);
  expect(withVerdicts.map(([title]) => title)).toHaveLength(6);
});

test('a small sure difference counts, a large unsure one does not', async () => {
  const claim: Claim = { pair: ['ft', 'zs'], column: 'idAcc' };
  for (const [own, kind] of [
    [sure(0.011), 'reproduced'],
    [{ value: 0.3, interval: [-0.01, 0.6] as const }, 'unresolved'],
    [{ value: 0.3, interval: null }, 'unresolved'],
  ] as const) {
    const store = await lessonStore({ raced, difference: () => ({ idAcc: own }) });
    const state = await withPairs(store, []);
    expect(judgeAll([claim], factsOf(state, numbers))[0]!.kind).toBe(kind);
  }
});
