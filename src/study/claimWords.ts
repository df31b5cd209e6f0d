import { columnTitles } from '../results/columnTitles.ts';
import type { Claim } from './findings.ts';
import type { FindingVerdict, Verdict } from './verdicts.ts';

export const verdictWords: Readonly<Record<Verdict, string>> = {
  reproduced: 'reproduced',
  opposite: 'opposite',
  unresolved: 'not resolved',
  missing: 'not measured',
};

/** "ID ECE: FT > Zero-shot". */
export function claimText(claim: Claim, nameOf: (methodId: string) => string): string {
  const first = nameOf(claim.first);
  if (claim.kind === 'scaling') return `${claim.role.toUpperCase()} ECE: ${first} at T* < at T = 1`;
  const sign = { less: '<', more: '>', alike: '≈' }[claim.kind];
  return `${columnTitles[claim.column]}: ${first} ${sign} ${nameOf(claim.second)}`;
}

/** "3 of 4 reproduced, 1 not resolved". */
export function tally({ claims }: FindingVerdict): string {
  const counts = (['reproduced', 'opposite', 'unresolved', 'missing'] as const).flatMap((one) => {
    const count = claims.filter(({ verdict }) => verdict === one).length;
    return count > 0 ? [{ one, count }] : [];
  });
  return counts
    .map(({ one, count }, i) =>
      i === 0
        ? `${count} of ${claims.length} ${verdictWords[one]}`
        : `${count} ${verdictWords[one]}`,
    )
    .join(', ');
}
