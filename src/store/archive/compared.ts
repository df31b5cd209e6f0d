import { columnKey, metricValue, type TableColumn } from '../../results/tableColumns.ts';
import type { MethodResult, ResultDifference } from '../../results/types.ts';
import type { Differences, Unpaired } from '../results/differences.ts';
import { historyBins } from '../results/evaluationKey.ts';
import type { ResultsSlice } from '../results/state.ts';
import { type Compared, comparedOf, rowKey } from './compareKey.ts';
import type { CompareSlice, RunsSlice } from './state.ts';

type Reads = Pick<CompareSlice & RunsSlice, 'compare' | 'runs'>;

/** Every method of the ticked runs, in the order of ticking. */
export const comparedMethods = ({ runs, compare }: Reads): readonly Compared[] =>
  comparedOf(
    compare.runIds.flatMap((id) => runs.entries.find((entry) => entry.id === id)?.record ?? []),
  );

/** The row that all others are measured against; undefined for none. */
export const referenceOf = (
  compared: readonly Compared[],
  { compare }: Reads,
): Compared | undefined =>
  compared.find(({ record, result }) => rowKey(record.id, result.methodId) === compare.reference);

/** The bins that a record was written with. */
export function binsOf({ splits }: MethodResult) {
  const { binCount, binning } = splits[0]?.raw ?? historyBins;
  return { binCount, binning };
}

/** What the record says, and beyond it what was computed since from its logits. */
export const comparedResult = (
  summaries: ResultsSlice['summaries'],
  { key, result }: Compared,
): MethodResult => summaries.result(key, { ...binsOf(result), temperature: 'own' }) ?? result;

/** Whether these metrics are known of every split, raw and scaled. */
export const isMeasured = ({ splits }: MethodResult, metrics: readonly string[]): boolean =>
  splits.every(({ raw, scaled }) =>
    [raw, scaled].every((summary) => metrics.every((id) => metricValue(summary, id) !== undefined)),
  );

/** A row minus another, in the bins of the curves; undefined before it is known. */
export const comparedDifference = (
  differences: Differences,
  { key }: Pick<Compared, 'key'>,
  base: Pick<Compared, 'key'>,
): ResultDifference | Unpaired | undefined => differences.get(key, base.key, historyBins);

/** Columns that such a difference does not tell of yet. */
export const missingColumns = (
  said: ResultDifference | Unpaired | undefined,
  columns: readonly TableColumn[],
): readonly TableColumn[] =>
  typeof said === 'string' ? [] : columns.filter((column) => !said?.[columnKey(column, 'id')]);
