import type { PaperRow } from '../../src/protocol/catalogue.ts';
import type { Difference } from '../../src/results/types.ts';
import type { CellNumbers } from '../../src/study/cellResult.ts';
import { pairsOf } from '../../src/study/cellResult.ts';
import { paperColumns } from '../../src/study/concordance.ts';

/** Numbers of a race whose rows differ as these tables do, known to ± `half`. */
export function cellOf(rows: Readonly<Record<string, PaperRow>>, half: number): CellNumbers {
  const known = (value: number): Difference => ({ value, interval: [value - half, value + half] });
  return {
    results: [],
    differences: pairsOf(Object.keys(rows)).map(([first, second]) => ({
      first,
      second,
      columns: Object.fromEntries(
        paperColumns.map((key) => [key, known(rows[first]![key] - rows[second]![key])]),
      ),
    })),
    scaling: Object.entries(rows).map(([methodId, row]) => ({
      methodId,
      id: known(row.idEceTs - row.idEce),
      ood: known(row.oodEceTs - row.oodEce),
    })),
  };
}
