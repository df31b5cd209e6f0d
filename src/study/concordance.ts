import type { PaperRow } from '../protocol/catalogue.ts';
import type { CellNumbers } from './cellResult.ts';
import { pairsOf } from './cellResult.ts';
import { directionOf } from './overSeeds.ts';
import { pairOverSeeds } from './verdicts.ts';

/** Pairs of rows whose paper values lie at most this far apart say nothing about an order. */
export const paperMargin = 0.01;

/** How far a study orders the rows of a column as the paper does. */
export interface Concordance {
  readonly column: keyof PaperRow;
  /** Pairs that the paper tells apart by more than `paperMargin`, both measured here. */
  readonly pairs: number;
  /** Of those, ordered the same way, whether or not that is resolved. */
  readonly agree: number;
  /** Of those, resolved the same way. */
  readonly resolvedSame: number;
  /** Of those, resolved the other way. */
  readonly resolvedOther: number;
}

export const paperColumns = [
  'idAcc',
  'oodAcc',
  'idEce',
  'oodEce',
  'idEceTs',
  'oodEceTs',
] as const satisfies readonly (keyof PaperRow)[];

/**
 * Concordance of the pairwise orders with the paper's, column by column.
 * @param rows methods of the study that the paper has, with its numbers
 */
export function concordance(
  cells: readonly CellNumbers[],
  rows: readonly { readonly id: string; readonly paper: PaperRow }[],
): Concordance[] {
  return paperColumns.map((column) => {
    const found = { column, pairs: 0, agree: 0, resolvedSame: 0, resolvedOther: 0 };
    for (const [first, second] of pairsOf(rows)) {
      const paper = first.paper[column] - second.paper[column];
      if (!(Math.abs(paper) > paperMargin)) continue;
      const own = pairOverSeeds(cells, first.id, second.id, column);
      if (!own || !Number.isFinite(own.value)) continue;
      found.pairs += 1;
      if (Math.sign(own.value) === Math.sign(paper)) found.agree += 1;
      const direction = directionOf(own);
      if (direction === Math.sign(paper)) found.resolvedSame += 1;
      else if (direction !== 0) found.resolvedOther += 1;
    }
    return found;
  });
}
