import type { Difference, ResultDifference } from '../../../results/types.ts';
import { formatInterval, formatPoints } from '../../format.ts';
import { words } from './words.ts';

/** One column of a difference in words. */
export interface Finding {
  /** "ID accuracy +9.2". */
  readonly text: string;
  /** Its 95 % interval, for those who point at it. */
  readonly detail: string;
}

export interface Verdict {
  readonly better: readonly Finding[];
  readonly worse: readonly Finding[];
  readonly unresolved: readonly Finding[];
}

/** Which way is better. */
const columns = [
  ['idAcc', 1],
  ['oodAcc', 1],
  ['idEce', -1],
  ['oodEce', -1],
] as const;

const signed = (value: number) =>
  `${value > 0 ? '+' : value < 0 ? '−' : ''}${formatPoints(Math.abs(value))}`;

const isResolved = ({ interval }: Difference) =>
  interval !== null && (interval[0] > 0 || interval[1] < 0);

/**
 * What a difference says of accuracy and ECE: better and worse only where its interval leaves out 0,
 * everything else is not resolved.
 */
export function verdictOf(difference: ResultDifference): Verdict {
  const verdict = { better: [] as Finding[], worse: [] as Finding[], unresolved: [] as Finding[] };
  for (const [column, sign] of columns) {
    const own = difference[column];
    if (!own || !Number.isFinite(own.value)) continue;
    const { value, interval } = own;
    const resolved = isResolved(own);
    const kind = !resolved ? 'unresolved' : value * sign > 0 ? 'better' : 'worse';
    const name = words.columns[column];
    verdict[kind].push({
      text: resolved ? `${name} ${signed(value)}` : name,
      detail: words.detail(name, signed(value), formatInterval(interval)),
    });
  }
  return verdict;
}
