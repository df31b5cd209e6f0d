/**
 * Makes docs/results/search.md, what was chosen on validation and from what, of the trials in
 * docs/results/search.jsonl:
 *
 *   npx tsx scripts/searchResults.ts
 *
 * The trials are lines of `python -m carot_twin search` (tools/pytorch), which reads no test image.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectRoot } from './projectRoot.ts';
import { equalBudget } from './search/equalBudget.ts';
import { type Judged, judge, type MethodSearch, type Paired, type Trial } from './search/judge.ts';
import { sharedRate } from './search/sharedRate.ts';

const named: Readonly<Record<string, string>> = {
  learningRate: 'rate',
  weightDecay: 'decay',
  warmupFraction: 'warm-up',
  clipNorm: 'clipping',
  maxShift: 'translation',
  steps: 'steps',
  labelSmoothing: 'ε',
  distillWeight: 'λ',
  emaMomentum: 'momentum',
  emaEvery: 'every',
};
const minus = (text: string) => text.replaceAll('-', '−');
const fixed = (value: number, digits = 3) => minus(value.toFixed(digits));
const signed = (value: number) => `${value < 0 ? '' : '+'}${fixed(value)}`;
const setting = (value: number | string | boolean) =>
  typeof value === 'number' && value < 0.005 && value > 0 ? value.toExponential() : `${value}`;

const difference = ({ mean, interval }: Paired) =>
  `${signed(mean)} [${signed(interval[0])}, ${signed(interval[1])}]`;

function line(
  { trial, changes, near, nllDifference, accuracyDifference }: Judged,
  isChosen: boolean,
): string {
  const what = Object.entries(changes).map(([name, value]) => `${named[name]} ${setting(value)}`);
  const text = what.length > 0 ? minus(what.join(', ')) : 'the defaults';
  const cells = [
    isChosen ? `**${text}**` : text,
    `${fixed(trial.valAcc)}${near ? '' : ' ▽'}`,
    fixed(trial.valNll),
    nllDifference ? difference(nllDifference) : '',
    accuracyDifference ? difference(accuracyDifference) : '',
    fixed(trial.valEce),
    signed(trial.valSignedGap),
    fixed(trial.temperature, 2),
  ];
  return `| ${cells.join(' | ')} |`;
}

function verdictOf({ chosen, overSeeds: over, verdict }: MethodSearch): string {
  if (Object.keys(chosen.changes).length === 0) return 'The rule takes the defaults.';
  if (verdict === 'open')
    return 'The images tell what the rule takes from the defaults; other seeds were not asked yet.';
  if (!over) return 'The images do not tell what the rule takes from the defaults: they stay.';
  const found = `over the seeds ${over.seeds.join(', ')} it differs by ${difference(over.accuracy)} in accuracy and ${difference(over.nll)} in NLL`;
  return verdict === 'goes'
    ? `The rule takes another setting than the defaults: ${found}.`
    : `The images of one seed tell what the rule takes from the defaults, the seeds do not: ${found} (95 %, t). The defaults stay.`;
}

function section(search: MethodSearch): string {
  const { label, trials, chosen } = search;
  return [
    `## ${label}`,
    verdictOf(search),
    [
      '| setting | accuracy | NLL | NLL − defaults | accuracy − defaults | ECE | gap | T* |',
      '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
      ...trials.map((trial) => line(trial, trial === chosen)),
    ].join('\n'),
  ].join('\n\n');
}

const inWords = (names: readonly string[]) =>
  `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** The page. */
export function searchPage(trials: readonly Trial[]): string {
  const searches = judge(trials);
  const counts = [...new Set(searches.map((search) => search.trials.length))];
  const shared = sharedRate(searches);
  const [{ dataset, model, valN }] = trials as readonly [Trial];
  const seed = Math.min(...trials.map((trial) => trial.seed));
  const same = equalBudget(trials);
  const budget =
    counts.length === 1
      ? `${counts[0]} trials of every method`
      : `Trials: ${searches.map((one) => `${one.label} ${one.trials.length}`).join(', ')}; of ${same.trials} of each alone (the defaults, then those known image by image), the same budget for all, the rule says ${same.agrees ? 'the same' : 'something else'}`;
  return `${[
    '# The search of settings, on validation alone',
    `${budget}; seed ${seed}, ${valN} ID validation images, ${dataset}, model ${model}. Made by \`scripts/searchResults.ts\` from [the trials](search.jsonl) of \`python -m carot_twin search\`, which unpacks no test and no OOD image ([how it is proved](../../tools/pytorch/README.md#search)).`,
    `**The rule.** Of the settings whose validation accuracy is within one standard error of the best (▽: it is not), the lowest NLL. Its default stays unless that is told to be better: by the 95 % interval of the paired difference, image by image, in NLL or in accuracy, and worse in neither. What the images of one seed tell is tried with two more, and has to be told by the three of them as well. ECE: 15 bins of equal width; gap: confidence minus accuracy.`,
    `**One rate for all lanes of a race**, so that they see the same steps: the same rule on the means over ${inWords(shared.methods)}.`,
    [
      '| rate | accuracy | NLL |',
      '| --- | ---: | ---: |',
      ...shared.rates.map((rate) => {
        const text = rate.learningRate.toExponential().replace('-', '−');
        const cell = rate === shared.chosen ? `**${text}**` : text;
        return `| ${cell} | ${fixed(rate.accuracy)} | ${fixed(rate.nll, 4)} |`;
      }),
    ].join('\n'),
    'Below: what differs from the defaults, the lowest NLL first; in bold what the rule takes of the settings that are the method’s own.',
    ...searches.map(section),
  ].join('\n\n')}\n`;
}

export const trialsPath = join(projectRoot, 'docs/results/search.jsonl');
export const pagePath = join(projectRoot, 'docs/results/search.md');
export const readTrials = (): readonly Trial[] =>
  readFileSync(trialsPath, 'utf8')
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text) as Trial);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(pagePath, searchPage(readTrials()));
}
