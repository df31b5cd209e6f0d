import type { MetricInfo } from '../../metrics/metric.ts';
import { metricOf } from '../../results/resultColumns.ts';
import { columnKey, type TableColumn } from '../../results/tableColumns.ts';

/** A metric in one column on either side. */
export interface CompareColumn extends TableColumn {
  readonly role: 'id' | 'ood';
  readonly key: string;
  readonly about: MetricInfo;
}

/** Each chosen column ID and OOD; those of metrics that this lab does not have are left out. */
export const compareColumns = (chosen: readonly TableColumn[]): readonly CompareColumn[] =>
  chosen.flatMap((column) => {
    const about = metricOf(column);
    if (!about) return [];
    return (['id', 'ood'] as const).map((role) => ({
      ...column,
      role,
      key: columnKey(column, role),
      about,
    }));
  });
