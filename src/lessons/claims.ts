import type { Interval } from '../results/types.ts';
import { pairSaid } from '../store/results/findings.ts';
import type { Facts } from './facts.ts';
import type { Claim } from './lesson.ts';

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

/** Null where the paper has no numbers for it: then it is no claim. */
export function judge({ pair, column }: Claim, facts: Facts): Verdict | null {
  const [first, second] = pair.map((id) => facts.method(id)?.paper?.[column]);
  if (first === undefined || second === undefined) return null;
  const claim = { pair, column };
  const paper = [first, second] as const;
  const [own, other] = pair.map((id) => facts.column(id, column));
  const yours =
    typeof own === 'number' && typeof other === 'number' ? ([own, other] as const) : null;
  const said = pairSaid(facts.state, ...pair);
  const none = { claim, paper, yours, difference: null };
  if (typeof said === 'string') return { ...none, kind: 'untestable' };
  const difference = said?.[column];
  if (!difference || !Number.isFinite(difference.value)) return { ...none, kind: 'waiting' };
  const { value, interval } = difference;
  const resolved = interval !== null && (interval[0] > 0 || interval[1] < 0);
  const same = Math.sign(value) === Math.sign(first - second);
  const kind = !resolved ? 'unresolved' : same ? 'reproduced' : 'opposite';
  return { claim, kind, paper, yours, difference };
}

/** All claims of a step that the paper has numbers for. */
export const judgeAll = (claims: readonly Claim[], facts: Facts): readonly Verdict[] =>
  claims.flatMap((claim) => judge(claim, facts) ?? []);
