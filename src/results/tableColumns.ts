import type { EvaluationSummary, SplitResult } from './types.ts';

/** Two columns of the results table: a metric on the ID test set, and its mean over the OOD sets. */
export interface TableColumn {
  /** Id of the registry. */
  readonly metric: string;
  /** After temperature scaling. */
  readonly scaled: boolean;
}

/** The paper's table. */
export const standardColumns: readonly TableColumn[] = [
  { metric: 'accuracy', scaled: false },
  { metric: 'ece', scaled: false },
  { metric: 'ece', scaled: true },
];

/** Pairs of columns: more than there are metrics, few enough for a link. */
export const mostColumns = 40;

/** Metrics that every summary has; the others are computed when they are asked for. */
const plainMetrics = [
  'accuracy',
  'meanConfidence',
  'signedGap',
  'ece',
  'noiseFloor',
  'nll',
  'brier',
] as const satisfies readonly (keyof EvaluationSummary)[];
type PlainMetric = (typeof plainMetrics)[number];

export const isPlainMetric = (id: string): id is PlainMetric =>
  (plainMetrics as readonly string[]).includes(id);

/** A summary's value of a metric; NaN is "no data", undefined "not asked for yet". */
export const metricValue = (summary: EvaluationSummary, id: string): number | undefined =>
  isPlainMetric(id) ? summary[id] : summary.metrics?.[id];

/** Unweighted mean over the sets of one role; NaN without one, undefined while one is not known. */
export function columnValue(
  splits: readonly SplitResult[],
  { metric, scaled }: TableColumn,
  role: 'id' | 'ood',
): number | undefined {
  const own = splits.filter((split) => split.role === role);
  let sum = 0;
  for (const split of own) {
    const value = metricValue(scaled ? split.scaled : split.raw, metric);
    if (value === undefined) return undefined;
    sum += value;
  }
  return sum / own.length;
}

/** "idAcc", "oodClasswiseEceTs": the column in rows, as in `TableRow` and the paper's. */
export function columnKey({ metric, scaled }: TableColumn, role: 'id' | 'ood'): string {
  const name = metric === 'accuracy' ? 'acc' : metric;
  return `${role}${name.charAt(0).toUpperCase()}${name.slice(1)}${scaled ? 'Ts' : ''}`;
}

/** "classwise-ece-ts": the column in links and flags. */
export const columnName = ({ metric, scaled }: TableColumn): string =>
  `${metric.replace(/[A-Z]/g, (sign) => `-${sign.toLowerCase()}`)}${scaled ? '-ts' : ''}`;

/** What `columnName` says, whether or not there is such a metric; null for a text of another form. */
export function readColumnName(text: string): TableColumn | null {
  const [, name, scaled] = /^([a-z][a-z0-9]*(?:-[a-z0-9]+)*?)(-ts)?$/.exec(text) ?? [];
  if (name === undefined || name.length > 40) return null;
  const metric = name.replace(/-(.)/g, (_, sign: string) => sign.toUpperCase());
  return { metric, scaled: scaled !== undefined };
}

export const isSameColumn = (a: TableColumn, b: TableColumn): boolean =>
  a.metric === b.metric && a.scaled === b.scaled;

/** Whether these are the paper's columns. */
export const isStandardChoice = (columns: readonly TableColumn[]): boolean =>
  columns.length === standardColumns.length &&
  columns.every((column, i) => isSameColumn(column, standardColumns[i]!));

/** Metrics of these columns that are computed only on request. */
export const extraMetrics = (columns: readonly TableColumn[]): readonly string[] => [
  ...new Set(columns.map(({ metric }) => metric).filter((id) => !isPlainMetric(id))),
];
