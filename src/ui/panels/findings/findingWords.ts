import { columnTitles } from '../../../results/columnTitles.ts';
import type { Difference, ResultDifference, TableRow } from '../../../results/types.ts';
import { formatInterval, signedPoints } from '../../format.ts';
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
  ['idEceTs', -1],
  ['oodEceTs', -1],
] as const;

const isResolved = ({ interval }: Difference) =>
  interval !== null && (interval[0] > 0 || interval[1] < 0);

/**
 * The difference that is printed: of the two numbers in the table, so that it can be checked there. An
 * ECE without what chance adds to it can go the other way; then that is what is printed.
 */
function printed({ value }: Difference, plain: number | undefined): number {
  return plain === undefined || plain * value <= 0 ? value : plain;
}

/**
 * What a difference says of accuracy and ECE: better and worse only where its interval leaves out 0,
 * everything else is not resolved.
 *
 * @param plain the rows of the table, the first minus the second
 */
export function verdictOf(difference: ResultDifference, plain: Partial<TableRow> = {}): Verdict {
  const verdict = { better: [] as Finding[], worse: [] as Finding[], unresolved: [] as Finding[] };
  for (const [column, sign] of columns) {
    const own = difference[column];
    if (!own || !Number.isFinite(own.value)) continue;
    const { value, interval } = own;
    const resolved = isResolved(own);
    const kind = !resolved ? 'unresolved' : value * sign > 0 ? 'better' : 'worse';
    const name = columnTitles[column];
    const detail = column.includes('Ece') ? words.detailEce : words.detail;
    verdict[kind].push({
      text: resolved ? `${name} ${signedPoints(printed(own, plain[column]))}` : name,
      detail: detail(name, signedPoints(value), formatInterval(interval)),
    });
  }
  return verdict;
}
