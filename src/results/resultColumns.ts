import type { MetricInfo } from '../metrics/metric.ts';
import { metrics } from '../metrics/registry.ts';
import { columnKey, columnName, columnValue, type TableColumn } from './tableColumns.ts';
import type { MethodResult } from './types.ts';

/** A column of a table that is written as text. */
export interface ResultColumn {
  /** "idEceTs". */
  readonly key: string;
  /** "ID ECE TS"; with its unit where that is no fraction. */
  readonly title: string;
  readonly unit: MetricInfo['unit'] | 'temperature';
  /** NaN, "no data", where it cannot be known. */
  valueIn(result: MethodResult): number;
}

/** What the registry says of a column's metric; undefined where this lab has none of that name. */
export const metricOf = ({ metric }: TableColumn): MetricInfo | undefined =>
  metrics.find(({ id }) => id === metric);

/** All columns that can be chosen, by name. */
export const columnNames = (): readonly string[] =>
  metrics.flatMap(({ id, unscaled }) =>
    (unscaled ? [false] : [false, true]).map((scaled) => columnName({ metric: id, scaled })),
  );

const temperature: ResultColumn = {
  key: 'temperature',
  title: 'T',
  unit: 'temperature',
  valueIn: ({ row }) => row.temperature,
};

/** Each column ID and OOD, then the temperature. Columns of unknown metrics are left out. */
export function resultColumns(columns: readonly TableColumn[]): readonly ResultColumn[] {
  const chosen = columns.flatMap((column) => {
    const metric = metricOf(column);
    if (!metric) return [];
    const { short, label, unit } = metric;
    const name = `${short ?? label}${column.scaled ? ' TS' : ''}`;
    return (['id', 'ood'] as const).map((role): ResultColumn => {
      const title = `${role.toUpperCase()} ${name}${unit === 'fraction' ? '' : `, ${unit}`}`;
      return {
        key: columnKey(column, role),
        title,
        unit,
        valueIn: ({ splits }) => columnValue(splits, column, role) ?? Number.NaN,
      };
    });
  });
  return [...chosen, temperature];
}
