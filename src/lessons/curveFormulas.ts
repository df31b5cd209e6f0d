import { crossEntropyFormula } from './crossEntropyFormula.ts';
import { eceFormula } from './eceFormula.ts';
import type { Facts } from './facts.ts';
import type { Formula } from './formula.ts';
import { pairsFormula } from './pairsFormula.ts';
import { scoreSplitFormula } from './scoreSplitFormula.ts';

/** Curves of the stage that have a formula. */
export const curvesWithFormula = [
  'loss',
  'idAcc',
  'oodAcc',
  'idEce',
  'oodEce',
  'idNllMended',
  'idNllStays',
  'oodNllMended',
  'oodNllStays',
  'idBrierMended',
  'idBrierStays',
  'oodBrierMended',
  'oodBrierStays',
] as const;
export type CurveWithFormula = (typeof curvesWithFormula)[number];

function accuracyFormula(id: string, role: 'id' | 'ood'): Formula {
  const set = (facts: Facts) => facts.latestSet(id, role);
  return {
    spoken: 'Accuracy is the right answers over all answers.',
    parts: [
      {
        symbol: 'acc',
        means: 'accuracy: the share of answers that are right',
        value: (facts) => (set(facts) ? facts.percent(set(facts)?.accuracy) : null),
      },
      '=',
      {
        symbol: 'right',
        means: 'pictures whose likeliest class is the true one',
        value: (facts) => {
          const summary = set(facts);
          return summary && facts.count(Math.round(summary.accuracy * summary.n));
        },
      },
      '/',
      {
        symbol: 'N',
        means: 'pictures in all',
        value: (facts) => (set(facts) ? facts.count(set(facts)?.n) : null),
      },
    ],
    of: (facts) => `${facts.name(id)}, ${facts.setName(role)}`,
  };
}

/** The loss by what it is made of. */
function lossFormula(facts: Facts, id: string): Formula | null {
  const parts = facts.log(id)?.parts ?? {};
  if ('crossEntropy' in parts) return crossEntropyFormula(id);
  if ('contrastive' in parts) return pairsFormula(id, 'distillation' in parts);
  return null;
}

/** The formula of a curve for one method, with its numbers where the clock stands; null without one. */
export function curveFormula(curve: CurveWithFormula, facts: Facts, id: string): Formula | null {
  const role = curve.startsWith('id') ? 'id' : 'ood';
  if (curve === 'loss') return lossFormula(facts, id);
  if (facts.latestSet(id, role) === null) return null;
  if (curve.includes('Nll')) return scoreSplitFormula(id, role, 'nll');
  if (curve.includes('Brier')) return scoreSplitFormula(id, role, 'brier');
  if (curve.endsWith('Acc')) return accuracyFormula(id, role);
  return eceFormula(
    (now) => now.latestSet(id, role),
    (now) => `${now.name(id)}, ${now.setName(role)}`,
  );
}
