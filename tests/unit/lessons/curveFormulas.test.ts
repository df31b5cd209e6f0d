import { expect, test } from 'vitest';
import { curveFormula, curvesWithFormula } from '../../../src/lessons/curveFormulas.ts';
import { type Facts, factsOf } from '../../../src/lessons/facts.ts';
import { numbers } from '../../../src/ui/panels/lesson/numbers.ts';
import { lessonStore } from '../../support/lessonStore.ts';

/** "acc = right / N" with the numbers in the symbols' place. */
function filled(
  curve: (typeof curvesWithFormula)[number],
  facts: Facts,
  id: string,
): string | null {
  const formula = curveFormula(curve, facts, id);
  return (
    formula?.parts
      .map((part) => (typeof part === 'string' ? part : (part.value(facts) ?? '?')))
      .join(' ') ?? null
  );
}

const store = await lessonStore({ raced: ['ft-ls', 'flyp', 'carot'] });
const facts = () => factsOf(store.getState(), numbers);

test('accuracy and ECE are of the sets that the diagrams show, at the place of the clock', () => {
  const id = facts().latestSet('flyp', 'id')!;
  expect(filled('idAcc', facts(), 'flyp')).toBe(
    `${numbers.percent(id.accuracy)} = ${Math.round(id.accuracy * id.n)} / ${numbers.count(id.n)}`,
  );
  expect(filled('idEce', facts(), 'flyp')).toContain(`${numbers.percent(id.ece)} = `);
  store.getState().scrubTo(19);
  const early = facts().latestSet('flyp', 'id')!;
  expect(early.ece).not.toBe(id.ece);
  expect(filled('idEce', facts(), 'flyp')).toContain(`${numbers.percent(early.ece)} = `);
  store.getState().scrubTo(null);
});

test('the split of the NLL adds up, and is of the evaluation at the clock', () => {
  const splitAt = (at: number) => {
    const { splits } = facts()
      .history('flyp')
      .findLast(({ step }) => step <= at)!;
    const ood = splits.filter(({ role }) => role === 'ood');
    const mean = (of: (split: (typeof ood)[number]) => number) =>
      ood.reduce((sum, split) => sum + of(split), 0) / ood.length;
    const raw = mean(({ raw }) => raw.nll);
    const scaled = mean(({ scaled }) => scaled.nll);
    return [raw, raw - scaled, scaled].map(numbers.number);
  };
  const said = () => filled('oodNllStays', facts(), 'flyp');
  const written = ([all, mended, stays]: readonly string[]) => `${all} = ${mended} + ${stays}`;
  expect(said()).toBe(written(splitAt(Number.POSITIVE_INFINITY)));
  store.getState().scrubTo(19);
  expect(said()).toBe(written(splitAt(19)));
  store.getState().scrubTo(null);
});

test('the loss is what the method trains on', () => {
  const { batchSize } = store.getState().run!.config;
  const log = (id: string) => store.getState().run!.log.get(id)!;
  const loss = (id: string) => numbers.number(log(id).scalars.loss!.at(-1)!);
  const part = (id: string, name: string) => log(id).parts[name]!.at(-1)!;
  // 97 classes, ε = 0.1: 1 − 0.1 + 0.1/97.
  expect(filled('loss', facts(), 'ft-ls')).toContain(`${loss('ft-ls')} = − 97 classes 90.1`);
  expect(filled('loss', facts(), 'flyp')).toBe(
    `${loss('flyp')} = ${numbers.number(part('flyp', 'contrastive'))} ,  ${batchSize}`,
  );
  expect(filled('loss', facts(), 'carot')).toBe(
    `${loss('carot')} = ${numbers.number(part('carot', 'contrastive'))} + 1.5 · ${numbers.number(part('carot', 'distillation') / 1.5)} ,  0.99 ,  ${batchSize}`,
  );
  expect(curveFormula('loss', facts(), 'zs')).toBeNull();
});

test('before there are numbers there is no formula', async () => {
  const before = factsOf((await lessonStore({ raced: [], until: 0 })).getState(), numbers);
  for (const curve of curvesWithFormula) expect(curveFormula(curve, before, 'flyp')).toBeNull();
});
