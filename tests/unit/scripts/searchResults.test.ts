import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { equalBudget } from '../../../scripts/search/equalBudget.ts';
import { judge, type Trial } from '../../../scripts/search/judge.ts';
import { sharedRate } from '../../../scripts/search/sharedRate.ts';
import { pagePath, readTrials, searchPage } from '../../../scripts/searchResults.ts';

const trials = readTrials();
const searches = judge(trials);
const defaults = trials.find(({ method, params, config }) => {
  const { optimizer, maxShift, steps } = config;
  const asStarted = optimizer.learningRate === 4e-4 && optimizer.weightDecay === 0.1;
  return method === 'ft-ls' && params.labelSmoothing === 0.02 && asStarted && maxShift + steps > 0;
})!;

/** A trial of FT+LS of four images, two of them right unless said otherwise. */
const tried = (labelSmoothing: number, nlls: readonly number[], right = [1, 1, 0, 0]): Trial => ({
  ...defaults,
  params: { labelSmoothing },
  valN: nlls.length,
  valAcc: right.reduce((sum, one) => sum + one, 0) / right.length,
  valNll: nlls.reduce((sum, loss) => sum + loss, 0) / nlls.length,
  valNlls: nlls,
  valRight: right,
});
const judged = (...found: Trial[]) => judge(found)[0]!;
const base = tried(0.02, [1, 1.1, 0.9, 1]);

test('the page shows the trials as they are', () => {
  expect(searchPage(trials)).toBe(readFileSync(pagePath, 'utf8'));
});

test('the lab starts with what was chosen: every default stays, and the rate is the shared one', () => {
  expect(searches.map(({ method }) => method).sort()).toEqual([
    'carot',
    'flyp',
    'flyp-ls',
    'ft',
    'ft-ls',
  ]);
  for (const { method, verdict } of searches) expect(verdict, method).toBe('stays');
  const { methods, rates, chosen } = sharedRate(searches);
  expect(methods.length).toBeGreaterThanOrEqual(3);
  expect(rates.length).toBeGreaterThanOrEqual(3);
  expect(chosen.learningRate).toBe(4e-4);
});

test('the same budget for every method leads to the same', () => {
  const counts = searches.map((one) => one.trials.length);
  expect(equalBudget(trials)).toEqual({ trials: Math.min(...counts), agrees: true });
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(7);
});

test('of more trials than others had, the later ones do not count', () => {
  const other = (trial: Trial): Trial => ({ ...trial, method: 'flyp-ls' });
  const better = tried(0.05, [0.8, 0.9, 0.7, 0.8]);
  const worse = tried(0.1, [1.8, 1.9, 1.7, 1.8]);
  const few = [other({ ...base, params: { labelSmoothing: 0.01 } }), other(worse)];
  expect(equalBudget([...few, base, worse, better])).toEqual({ trials: 2, agrees: false });
  expect(equalBudget([...few, base, better, worse])).toEqual({ trials: 2, agrees: true });
  // What is not known image by image comes after the rest, whenever it was made.
  const { valNlls: _, valRight: __, ...unknown } = worse;
  expect(equalBudget([...few, base, unknown, better])).toEqual({ trials: 2, agrees: true });
});

test('no trial knows a test or OOD number', () => {
  for (const trial of trials) {
    expect(Object.keys(trial).filter((name) => /^(id|ood|splits)/i.test(name))).toEqual([]);
  }
});

test('a lower loss on every image takes the default’s place; one on the mean alone does not', () => {
  const better = judged(base, tried(0.05, [0.8, 0.9, 0.7, 0.8]));
  expect(better.chosen.changes).toEqual({ labelSmoothing: 0.05 });
  expect(better.verdict).toBe('open');
  const uncertain = judged(base, tried(0.05, [0.2, 1.5, 0.3, 1.6]));
  expect(uncertain.chosen.changes).toEqual({ labelSmoothing: 0.05 });
  expect(uncertain.chosen.nllDifference!.mean).toBeCloseTo(-0.1, 12);
  expect(uncertain.verdict).toBe('stays');
});

test('a default that is less accurate on enough images does not stay for its loss', () => {
  const losses = Array.from({ length: 40 }, (_, i) => 1 + (i % 3));
  const few = Array.from({ length: 40 }, (_, i) => Number(i < 20));
  const many = Array.from({ length: 40 }, (_, i) => Number(i < 32));
  const { chosen, verdict } = judged(tried(0.02, losses, few), tried(0.01, losses, many));
  expect(chosen.changes).toEqual({ labelSmoothing: 0.01 });
  expect(verdict).toBe('open');
});

test('what gains accuracy and is told to lose NLL does not go in the default’s place', () => {
  const losses = Array.from({ length: 40 }, (_, i) => 1 + (i % 3));
  const few = Array.from({ length: 40 }, (_, i) => Number(i < 20));
  const many = Array.from({ length: 40 }, (_, i) => Number(i < 32));
  const worse = losses.map((loss) => loss + 0.2);
  expect(judged(tried(0.02, losses, few), tried(0.01, worse, many)).verdict).toBe('stays');
});

test('a run that diverged is no trial', () => {
  const { valN: _, ...lost } = tried(0.5, [1, 1, 1, 1]);
  const gone = { ...lost, problem: 'not finite' } as unknown as Trial;
  expect(judged(base, gone).trials).toHaveLength(1);
});

test('what the images of one seed tell is asked of two more seeds', () => {
  const lower = [0.8, 0.9, 0.7, 0.8];
  const seeds = (gains: readonly number[]) =>
    gains.flatMap((gain, seed) => [
      { ...base, seed },
      { ...tried(0.05, lower), seed, valNll: base.valNll - gain },
    ]);
  const agreed = judged(...seeds([0.2, 0.21, 0.19]));
  expect(agreed.verdict).toBe('goes');
  expect(agreed.overSeeds!.seeds).toEqual([0, 1, 2]);
  expect(agreed.overSeeds!.nll.mean).toBeCloseTo(-0.2, 12);
  expect(judged(...seeds([0.2, -0.1, 0.02])).verdict).toBe('stays');
  expect(judged(...seeds([0.2, 0.2])).verdict).toBe('open');
});

test('trials that do not belong together are refused', () => {
  expect(() => judge([base, { ...tried(0.05, [1, 1, 1, 1]), model: 'm' }])).toThrow(/another/);
  expect(() => judge([base, tried(0.05, [1, 1])])).toThrow(/other images/);
  expect(() => judge([base, base])).toThrow(/Twice/);
  expect(() => judge([tried(0.05, [1, 1, 1, 1])])).toThrow(/not tried with the defaults/);
  expect(() => judge([])).toThrow(/no trials/);
});
