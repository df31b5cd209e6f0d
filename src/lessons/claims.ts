import type { Interval } from '../results/types.ts';
import type { LabState } from '../store/labState.ts';
import { pairSaid } from '../store/results/findings.ts';
import { type Column, type Facts, isResolved } from './facts.ts';
import type { Claim } from './lesson.ts';
import { ownScaling } from './ownScaling.ts';

/**
 * What a run says to a claim of the paper:
 * - `reproduced`, `opposite`: the paired 95 % interval leaves out 0, and the sign is the paper's or not;
 * - `unresolved`: it holds 0: more images, or more seeds, could turn it either way;
 * - `waiting`: the race is not over, or the difference is still being measured;
 * - `untestable`: the answers behind the numbers are not here, or the method is not in the race.
 */
export type ClaimKind = 'reproduced' | 'opposite' | 'unresolved' | 'waiting' | 'untestable';

export interface Verdict {
  readonly claim: Claim;
  readonly kind: ClaimKind;
  /** The paper's two numbers; fractions. */
  readonly paper: readonly [first: number, second: number];
  /** The run's two, as its table has them; null before they are known. */
  readonly yours: readonly [first: number, second: number] | null;
  /** First minus second, paired; of ECEs without what chance adds. */
  readonly difference: { readonly value: number; readonly interval: Interval | null } | null;
}

/** Whether the answers behind the numbers of an opened run are still being read. */
const answersCome = ({ run, runs, recorded: { logits, error } }: LabState): boolean =>
  // An error may be of something else of the recording while its logits still come.
  run?.recorded
    ? logits === 'coming' || (logits === 'unasked' && error === null)
    : runs.busyId !== null;

/** What of the paper and of the run is set against one another, and their difference. */
function sidesOf({ pair, column }: Claim, facts: Facts) {
  const [first, second] = pair;
  // A method against itself: at its own T*, against raw.
  const rawColumn = column.replace('Ts', '') as Column;
  const isScaling = first === second;
  const columns = [column, isScaling ? rawColumn : column] as const;
  const paper = pair.map((id, side) => facts.method(id)?.paper?.[columns[side as 0 | 1]]);
  const yours = pair.map((id, side) => facts.column(id, columns[side as 0 | 1]));
  if (isScaling) {
    return { paper, yours, said: ownScaling(facts, first, column.startsWith('id') ? 'id' : 'ood') };
  }
  const said = pairSaid(facts.state, first, second);
  return { paper, yours, said: typeof said === 'object' ? said[column] : said };
}

/** Null where the paper has no numbers for it: then it is no claim. */
export function judge(claim: Claim, facts: Facts): Verdict | null {
  const { paper, yours, said } = sidesOf(claim, facts);
  const [first, second] = paper;
  const [own, other] = yours;
  if (first === undefined || second === undefined) return null;
  const numbers = {
    claim,
    paper: [first, second] as const,
    yours: own == null || other == null ? null : ([own, other] as const),
    difference: null,
  };
  if (typeof said === 'string') {
    return { ...numbers, kind: answersCome(facts.state) ? 'waiting' : 'untestable' };
  }
  if (!said || !Number.isFinite(said.value)) return { ...numbers, kind: 'waiting' };
  const same = Math.sign(said.value) === Math.sign(first - second);
  const kind = !isResolved(said) ? 'unresolved' : same ? 'reproduced' : 'opposite';
  return { ...numbers, kind, difference: said };
}

/** All claims of a step that the paper has numbers for. */
export const judgeAll = (claims: readonly Claim[], facts: Facts): readonly Verdict[] =>
  claims.flatMap((claim) => judge(claim, facts) ?? []);
