import { differenceInterval, meanInterval } from '../../math/meanInterval.ts';
import type { Catalogue } from '../../protocol/catalogue.ts';
import type { RunConfig } from '../../protocol/runConfig.ts';
import type { RunRecord } from '../../results/runRecord.ts';
import type { Interval, MethodResult, ResultDifference, SplitResult } from '../../results/types.ts';
import { canonicalJson } from '../kit/canonicalJson.ts';
import { rowKey } from './compareKey.ts';
import { configEntries } from './runNames.ts';

export type CompareColumn = keyof ResultDifference;

/** Higher is better for accuracy, lower for errors, nearer to 0 for the gap. */
export const compareColumns: readonly (readonly [CompareColumn, 'high' | 'low' | 'zero'])[] = [
  ['idAcc', 'high'],
  ['oodAcc', 'high'],
  ['idEce', 'low'],
  ['oodEce', 'low'],
  ['idEceTs', 'low'],
  ['oodEceTs', 'low'],
  ['idGap', 'zero'],
  ['oodGap', 'zero'],
];

export interface CompareCell {
  readonly value: number;
  /** 95 % bootstrap over images; null where the record has none. */
  readonly interval: Interval | null;
  /** Sample standard deviation over the seeds of a group; absent for a single run. */
  readonly sd?: number;
}

/** One method of one run, or of several that differ in the seed alone. */
export interface CompareRow {
  /** "run/method". */
  readonly key: string;
  readonly methodId: string;
  readonly alpha?: number;
  /** Rows alike in this differ in the seed alone. */
  readonly settings: string;
  readonly runs: readonly RunRecord[];
  readonly cells: Readonly<Record<CompareColumn, CompareCell>>;
}

/** Mean over the splits of a role; OOD sets are independent, so their intervals add in squares. */
function cellOf(
  splits: readonly SplitResult[],
  role: SplitResult['role'],
  valueIn: (split: SplitResult) => number,
  intervalIn: (split: SplitResult) => Interval | null,
): CompareCell {
  const own = splits.filter((split) => split.role === role);
  const measured = own.map((split) => ({ value: valueIn(split), interval: intervalIn(split) }));
  const value = measured.reduce((sum, one) => sum + one.value, 0) / measured.length;
  return { value, interval: meanInterval(measured) };
}

function cellsOf({ splits }: MethodResult): CompareRow['cells'] {
  const side = (role: 'id' | 'ood') => ({
    acc: cellOf(
      splits,
      role,
      ({ raw }) => raw.accuracy,
      ({ raw }) => raw.accuracyInterval,
    ),
    ece: cellOf(
      splits,
      role,
      ({ raw }) => raw.ece,
      ({ raw }) => raw.eceInterval,
    ),
    eceTs: cellOf(
      splits,
      role,
      ({ scaled }) => scaled.ece,
      ({ scaled }) => scaled.eceInterval,
    ),
    gap: cellOf(
      splits,
      role,
      ({ raw }) => raw.signedGap,
      () => null,
    ),
  });
  const id = side('id');
  const ood = side('ood');
  return {
    idAcc: id.acc,
    oodAcc: ood.acc,
    idEce: id.ece,
    oodEce: ood.ece,
    idEceTs: id.eceTs,
    oodEceTs: ood.eceTs,
    idGap: id.gap,
    oodGap: ood.gap,
  };
}

/** A row per method of every run; NaN where a run has no such split. */
export function compareRows(records: readonly RunRecord[]): CompareRow[] {
  return records.flatMap((record) =>
    record.results.map((result) => ({
      key: rowKey(record.id, result.methodId),
      settings: apartFromSeed(record, result),
      methodId: result.methodId,
      ...(result.alpha === undefined ? {} : { alpha: result.alpha }),
      runs: [record],
      cells: cellsOf(result),
    })),
  );
}

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
 * Rows of the same method whose runs differ in the seed alone, as mean and spread over the seeds. A
 * seed counts once: of two runs with one seed the newer stands for both.
 */
export function groupSeeds(rows: readonly CompareRow[]): CompareRow[] {
  const groups = new Map<string, Map<number, CompareRow>>();
  for (const row of rows) {
    const [run] = row.runs as [RunRecord];
    const group = groups.get(row.settings) ?? new Map<number, CompareRow>();
    groups.set(row.settings, group);
    const known = group.get(run.config.seed);
    if (!known || known.runs[0]!.savedAt < run.savedAt) group.set(run.config.seed, row);
  }
  return [...groups.values()].map((bySeed) => {
    const group = [...bySeed.values()];
    const [first] = group;
    if (!first || group.length === 1) return group[0]!;
    const cells = Object.fromEntries(
      compareColumns.map(([column]) => {
        const values = group.map((row) => row.cells[column].value);
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
        return [
          column,
          { value: mean, interval: null, sd: Math.sqrt(squares / (values.length - 1)) },
        ];
      }),
    ) as unknown as CompareRow['cells'];
    return { ...first, runs: group.flatMap(({ runs }) => runs), cells };
  });
}

/**
 * The row whose value is best, if the interval of its difference to every other row leaves out 0, as
 * a difference must to count anywhere in the lab: only that row stands in bold. The rows are taken as
 * measured apart, which asks for more than the paired difference does.
 */
export function bestRow(
  rows: readonly CompareRow[],
  column: CompareColumn,
  better: 'high' | 'low' | 'zero',
): string | null {
  if (better === 'zero') return null;
  const sign = better === 'high' ? 1 : -1;
  const known = rows.filter(({ cells }) => Number.isFinite(cells[column].value));
  const [best, ...others] = known.toSorted(
    (a, b) => sign * (b.cells[column].value - a.cells[column].value),
  );
  if (!best || others.length === 0) return null;
  const isClear = others.every(({ cells }) => {
    const interval = differenceInterval(best.cells[column], cells[column]);
    return interval !== null && (better === 'high' ? interval[0] > 0 : interval[1] < 0);
  });
  return isClear ? best.key : null;
}

/** The settings in which the runs differ, as columns; the same for all are left out. */
export function configColumns(
  records: readonly RunRecord[],
  catalogue: Catalogue | null,
): { readonly name: string; readonly values: ReadonlyMap<string, string> }[] {
  const perRun = records.map(({ id, config }) => ({ id, entries: entriesOf(config, catalogue) }));
  const names = [...new Set(perRun.flatMap(({ entries }) => [...entries.keys()]))];
  return names.flatMap((name) => {
    const values = new Map(perRun.map(({ id, entries }) => [id, entries.get(name) ?? '–']));
    return new Set(values.values()).size > 1 ? [{ name, values }] : [];
  });
}

function entriesOf(config: RunConfig, catalogue: Catalogue | null): ReadonlyMap<string, string> {
  return new Map(configEntries(config, catalogue).map(({ name, value }) => [name, String(value)]));
}
