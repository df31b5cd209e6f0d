import type { PaperRow } from '../protocol/catalogue.ts';
import type { CellNumbers } from './cellResult.ts';
import { type Claim, equivalence, type Finding } from './findings.ts';
import { differenceOverSeeds, directionOf, type StudyDifference, widest } from './overSeeds.ts';

/**
 * `reproduced`: every interval leaves out what speaks against it; `opposite`: every interval leaves out
 * what speaks for it; `unresolved`: the data cannot tell; `missing`: a row is not in the study.
 */
export type Verdict = 'reproduced' | 'opposite' | 'unresolved' | 'missing';

export interface ClaimVerdict {
  readonly claim: Claim;
  readonly verdict: Verdict;
  /** First minus second, or scaled minus raw; null where a row is missing. */
  readonly difference: StudyDifference | null;
  /** The paper's difference of the same rows; null where it has none. */
  readonly paper: number | null;
}

export interface FindingVerdict {
  readonly finding: Finding;
  /**
   * Reproduced where all of its claims are, opposite as soon as one of them is; otherwise the data
   * cannot tell. Claims about missing rows decide nothing, unless there are no others.
   */
  readonly verdict: Verdict;
  readonly claims: readonly ClaimVerdict[];
}

/** The difference of two rows in a column over the seeds; null where a seed lacks one of them. */
export function pairOverSeeds(
  cells: readonly CellNumbers[],
  first: string,
  second: string,
  column: string,
): StudyDifference | null {
  const each = cells.map(({ differences }) => {
    const pair = differences.find(
      (one) =>
        (one.first === first && one.second === second) ||
        (one.first === second && one.second === first),
    );
    const known = pair?.columns[column];
    if (!pair || !known) return null;
    if (pair.first === first) return known;
    const { value, interval } = known;
    return { value: -value, interval: interval && ([-interval[1], -interval[0]] as const) };
  });
  const complete = each.filter((one) => one !== null);
  return complete.length < cells.length || cells.length === 0
    ? null
    : differenceOverSeeds(complete);
}

function scalingOverSeeds(
  cells: readonly CellNumbers[],
  methodId: string,
  role: 'id' | 'ood',
): StudyDifference | null {
  const each = cells.flatMap(
    ({ scaling }) => scaling.find((one) => one.methodId === methodId)?.[role] ?? [],
  );
  return each.length < cells.length || cells.length === 0 ? null : differenceOverSeeds(each);
}

function judge(claim: Claim, difference: StudyDifference | null): Verdict {
  if (!difference || !Number.isFinite(difference.value)) return 'missing';
  if (claim.kind === 'alike') {
    const all = widest(difference);
    if (!all) return 'unresolved';
    if (all[0] > -equivalence && all[1] < equivalence) return 'reproduced';
    return all[0] > equivalence || all[1] < -equivalence ? 'opposite' : 'unresolved';
  }
  const direction = directionOf(difference);
  if (direction === 0) return 'unresolved';
  return direction > 0 === (claim.kind === 'more') ? 'reproduced' : 'opposite';
}

function paperDifference(
  claim: Claim,
  paperOf: (methodId: string) => PaperRow | undefined,
): number | null {
  const first = paperOf(claim.first);
  if (!first) return null;
  if (claim.kind === 'scaling') {
    return claim.role === 'id' ? first.idEceTs - first.idEce : first.oodEceTs - first.oodEce;
  }
  const second = paperOf(claim.second);
  return second ? first[claim.column] - second[claim.column] : null;
}

/**
 * Holds a finding against a study.
 * @param cells the same settings, one a seed
 */
export function findingVerdict(
  finding: Finding,
  cells: readonly CellNumbers[],
  paperOf: (methodId: string) => PaperRow | undefined,
): FindingVerdict {
  const claims = finding.claims.map((claim): ClaimVerdict => {
    const difference =
      claim.kind === 'scaling'
        ? scalingOverSeeds(cells, claim.first, claim.role)
        : pairOverSeeds(cells, claim.first, claim.second, claim.column);
    const paper = paperDifference(claim, paperOf);
    return { claim, verdict: judge(claim, difference), difference, paper };
  });
  const judged = claims.filter(({ verdict }) => verdict !== 'missing');
  const is = (wanted: Verdict) => judged.filter(({ verdict }) => verdict === wanted).length;
  const verdict: Verdict =
    judged.length === 0
      ? 'missing'
      : is('opposite') > 0
        ? 'opposite'
        : is('unresolved') > 0 || judged.length < claims.length
          ? 'unresolved'
          : 'reproduced';
  return { finding, verdict, claims };
}
