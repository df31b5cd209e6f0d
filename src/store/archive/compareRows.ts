import { canonicalJson } from '../../math/canonicalJson.ts';
import { differenceInterval, meanInterval } from '../../math/meanInterval.ts';
import type { RunRecord } from '../../results/runRecord.ts';
import { columnValue } from '../../results/tableColumns.ts';
import type {
  EvaluationSummary,
  Interval,
  MethodResult,
  SplitResult,
} from '../../results/types.ts';
import type { CompareColumn } from './compareColumns.ts';
import { type Compared, rowKey } from './compareKey.ts';

export interface CompareCell {
  /** NaN is "no data"; undefined while it is being computed. */
  readonly value: number | undefined;
  /** 95 % bootstrap over images; null where the record has none, as of most metrics. */
  readonly interval: Interval | null;
  /** Sample standard deviation over the seeds of a group; absent for a single run. */
  readonly sd?: number;
}

/** One method of one run, or of several that differ in the seed alone. */
export interface CompareRow {
  /** "run/method". */
  readonly key: string;
  /** Of its evaluation; of a group that of its first run. */
  readonly evaluation: string;
  readonly methodId: string;
  readonly alpha?: number;
  /** Rows alike in this differ in the seed alone. */
  readonly settings: string;
  readonly runs: readonly RunRecord[];
  /** By key of the column. */
  readonly cells: Readonly<Record<string, CompareCell>>;
}

const intervalIn = (summary: EvaluationSummary, metric: string): Interval | null =>
  metric === 'accuracy' ? summary.accuracyInterval : metric === 'ece' ? summary.eceInterval : null;

/** Mean over the splits of a role; OOD sets are independent, so their intervals add in squares. */
export function cellOf(
  splits: readonly SplitResult[],
  column: Pick<CompareColumn, 'metric' | 'scaled' | 'role'>,
): CompareCell {
  const { metric, scaled, role } = column;
  const own = splits.filter((split) => split.role === role);
  const measured = own.map((split) => ({
    value: columnValue([split], column, role) ?? Number.NaN,
    interval: intervalIn(scaled ? split.scaled : split.raw, metric),
  }));
  return { value: columnValue(splits, column, role), interval: meanInterval(measured) };
}

/**
 * A row per method; NaN where a run has no such split.
 * @param resultOf what is known of one; its record says no more than was computed when it was kept
 */
export const compareRows = (
  compared: readonly Compared[],
  columns: readonly CompareColumn[],
  resultOf: (one: Compared) => MethodResult = ({ result }) => result,
): CompareRow[] =>
  compared.map((one) => {
    const { record, result, key } = one;
    const { splits } = resultOf(one);
    return {
      key: rowKey(record.id, result.methodId),
      evaluation: key,
      settings: apartFromSeed(record, result),
      methodId: result.methodId,
      ...(result.alpha === undefined ? {} : { alpha: result.alpha }),
      runs: [record],
      cells: Object.fromEntries(columns.map((column) => [column.key, cellOf(splits, column)])),
    };
  });

/**
 * Everything but the seed that a method's numbers come from, as one text: settings, its own
 * parameters, data, model, how long it trained and what it was measured on. Other lanes of its race
 * are no part of it: all lanes see the same batches.
 */
function apartFromSeed(
  { config, dataset, model }: RunRecord,
  { methodId, alpha, step, scope, splits }: MethodResult,
): string {
  const { seed: _, lanes, views, evaluation: __, ...settings } = config;
  const isView = views.some((view) => view.methodId === methodId);
  const own = isView ? lanes : lanes.filter((lane) => lane.methodId === methodId);
  const images = splits.map(({ splitId, raw }) => [splitId, raw.n]);
  const data = [dataset.id, dataset.version, model.id, model.digest ?? null];
  return canonicalJson([methodId, alpha ?? null, settings, own, data, step, scope, images]);
}

/**
 * The row whose value is best, if the interval of its difference to every other row leaves out 0, as
 * a difference must to count anywhere in the lab: only that row stands in bold. The rows are taken as
 * measured apart, which asks for more than the paired difference does.
 */
export function bestRow(
  rows: readonly CompareRow[],
  { key, about: { best: better } }: Pick<CompareColumn, 'key' | 'about'>,
): string | null {
  if (better === 'zero' || better === 'none') return null;
  const sign = better === 'high' ? 1 : -1;
  const known = rows
    .flatMap((row) => {
      const { value, interval } = row.cells[key] ?? {};
      if (value === undefined || !Number.isFinite(value)) return [];
      return [{ row: row.key, value, interval: interval ?? null }];
    })
    .sort((a, b) => sign * (b.value - a.value));
  const [best, ...others] = known;
  if (!best || others.length === 0) return null;
  const isClear = others.every((other) => {
    const interval = differenceInterval(best, other);
    return interval !== null && (better === 'high' ? interval[0] > 0 : interval[1] < 0);
  });
  return isClear ? best.row : null;
}
