import { type ProperScore, scoreSplit } from '../results/scoreSplit.ts';
import type { Facts } from './facts.ts';
import type { Formula } from './formula.ts';

const scores = {
  nll: {
    symbol: 'NLL',
    means: 'mean negative log-likelihood of the right class, nats: the loss of these pictures',
  },
  brier: {
    symbol: 'Brier',
    means: 'mean squared error of the class probabilities: 0 is ideal, 2 the worst there is',
  },
} as const;

/** The newest live evaluation of a method where the clock stands. */
function newest(facts: Facts, id: string) {
  const until = facts.state.clock.scrubStep ?? Number.POSITIVE_INFINITY;
  return facts.history(id).findLast(({ step }) => step <= until);
}

/** The split of a proper score by T*, with the numbers of a method's newest evaluation. */
export function scoreSplitFormula(id: string, role: 'id' | 'ood', score: ProperScore): Formula {
  const { symbol, means } = scores[score];
  const split = (facts: Facts) => {
    const result = newest(facts, id);
    return result ? scoreSplit(result, role, score) : null;
  };
  return {
    spoken: `The ${symbol} is what temperature T star mends, plus what stays at T star.`,
    parts: [
      {
        symbol,
        means,
        value: (facts) => {
          const both = split(facts);
          return both ? facts.number(both.mended + both.stays) : null;
        },
      },
      '=',
      {
        symbol: 'Δ_T*',
        means: 'what dividing every logit by T* mends: too sure, or not sure enough, all over',
        value: (facts) => facts.number(split(facts)?.mended),
      },
      '+',
      {
        symbol: `${symbol}_T*`,
        means: 'what stays: no single number for all pictures mends any of it',
        value: (facts) => facts.number(split(facts)?.stays),
      },
    ],
    of: (facts) =>
      `${facts.name(id)}, ${role.toUpperCase()}, T* = ${facts.number(newest(facts, id)?.temperature)}`,
  };
}
