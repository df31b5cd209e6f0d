import { nllSplit } from '../results/nllSplit.ts';
import type { Facts } from './facts.ts';
import type { Formula } from './formula.ts';

/** The newest live evaluation of a method where the clock stands. */
function newest(facts: Facts, id: string) {
  const until = facts.state.clock.scrubStep ?? Number.POSITIVE_INFINITY;
  return facts.history(id).findLast(({ step }) => step <= until);
}

/** The split of the NLL by T*, with the numbers of a method's newest evaluation. */
export function nllSplitFormula(id: string, role: 'id' | 'ood'): Formula {
  const split = (facts: Facts) => {
    const result = newest(facts, id);
    return result ? nllSplit(result, role) : null;
  };
  return {
    spoken: 'The NLL is what temperature T star mends, plus what stays at T star.',
    parts: [
      {
        symbol: 'NLL',
        means: 'mean negative log-likelihood of the right class, nats: the loss of these pictures',
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
        symbol: 'NLL_T*',
        means: 'what stays: no single number for all pictures mends any of it',
        value: (facts) => facts.number(split(facts)?.stays),
      },
    ],
    of: (facts) =>
      `${facts.name(id)}, ${role.toUpperCase()}, T* = ${facts.number(newest(facts, id)?.temperature)}`,
  };
}
