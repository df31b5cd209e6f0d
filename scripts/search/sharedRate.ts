import { oneStandardError } from '../../src/math/oneStandardError.ts';
import type { Judged, MethodSearch, Trial } from './judge.ts';

export interface Rate {
  readonly learningRate: number;
  /** Means over the methods. */
  readonly accuracy: number;
  readonly nll: number;
}

/**
 * The rate that all lanes of a race share, by the same rule on the means over the methods that were tried
 * with their own defaults at three rates or more.
 */
export function sharedRate(searches: readonly MethodSearch[]): {
  /** Labels. */
  readonly methods: readonly string[];
  readonly rates: readonly Rate[];
  readonly chosen: Rate;
} {
  const tried = searches
    .map(({ label, trials }) => {
      const isOfRate = ({ changes }: Judged) =>
        Object.keys(changes).every((name) => name === 'learningRate');
      return {
        label,
        byRate: new Map(trials.filter(isOfRate).map((one) => [rateOf(one), one.trial])),
      };
    })
    .filter(({ byRate }) => byRate.size >= 3);
  const common = [...(tried[0]?.byRate.keys() ?? [])]
    .filter((rate) => tried.every(({ byRate }) => byRate.has(rate)))
    .sort((a, b) => a - b);
  const rates = common.map((learningRate): Rate => {
    const found = tried.map(({ byRate }) => byRate.get(learningRate)!);
    const mean = (value: (trial: Trial) => number) =>
      found.reduce((sum, trial) => sum + value(trial), 0) / found.length;
    return { learningRate, accuracy: mean((t) => t.valAcc), nll: mean((t) => t.valNll) };
  });
  const n = searches[0]!.chosen.trial.valN;
  const methods = tried.map(({ label }) => label);
  return { methods, rates, chosen: rates[oneStandardError(rates, n)!]! };
}

const rateOf = ({ trial }: Judged) => trial.config.optimizer.learningRate as number;
