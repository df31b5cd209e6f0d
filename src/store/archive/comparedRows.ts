import { memoSelector } from '../kit/memoSelector.ts';
import type { ResultsSlice } from '../results/state.ts';
import type { TableSlice } from '../view/state.ts';
import { compareColumns } from './compareColumns.ts';
import { comparedMethods, comparedResult } from './compared.ts';
import { compareRows } from './compareRows.ts';
import type { CompareSlice, RunsSlice } from './state.ts';

type Reads = CompareSlice & ResultsSlice & RunsSlice & TableSlice;

/** The comparison of the ticked runs: the chosen columns of the table, a row per method. */
export const comparedRows = memoSelector(
  ({ runs, compare, table, summaries, summaryRevision }: Reads) =>
    [runs, compare, table.columns, summaries, summaryRevision] as const,
  (runs, compare, chosen, summaries, _revision) => {
    const compared = comparedMethods({ runs, compare });
    const columns = compareColumns(chosen);
    return {
      columns,
      rows: compareRows(compared, columns, (one) => comparedResult(summaries, one)),
    };
  },
);
