import { judge, type Trial } from './judge.ts';

/** What the rule says when every method has had as many trials as the one with the fewest. */
export interface EqualBudget {
  readonly trials: number;
  /** Every method ends as it does with all its trials. */
  readonly agrees: boolean;
}

/**
 * As many trials of every method as of the one with the fewest: the defaults, then those that are known
 * image by image, then the rest, each in the order in which they were made; and what other seeds say.
 */
export function equalBudget(all: readonly Trial[]): EqualBudget {
  const full = judge(all);
  const budget = Math.min(...full.map(({ trials }) => trials.length));
  const kept = full.flatMap(({ method, trials }) => {
    const isDefault = (trial: Trial) =>
      trials.some((one) => one.trial === trial && Object.keys(one.changes).length === 0);
    const own = all.filter((trial) => trials.some((one) => one.trial === trial));
    const others = own.filter((trial) => !isDefault(trial));
    const known = (trial: Trial) => trial.valNlls !== undefined;
    const first = [
      ...own.filter(isDefault),
      ...others.filter(known),
      ...others.filter((trial) => !known(trial)),
    ];
    const { seed } = first[0]!;
    const again = all.filter((trial) => trial.method === method && trial.seed !== seed);
    return [...first.slice(0, budget), ...again];
  });
  const verdicts = (searches: typeof full) =>
    searches.map(({ method, verdict }) => `${method} ${verdict}`).sort();
  const agrees = verdicts(judge(kept)).join() === verdicts(full).join();
  return { trials: budget, agrees };
}
