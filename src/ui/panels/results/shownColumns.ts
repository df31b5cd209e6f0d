import { useMemo } from 'react';
import type { MetricInfo } from '../../../metrics/metric.ts';
import { columnKey, type TableColumn } from '../../../results/tableColumns.ts';
import { useScaledHead } from './useScaledHead.ts';
import { words } from './words.ts';

/** A chosen pair of columns with what the table says of it. */
export interface ShownColumn extends TableColumn, Pick<MetricInfo, 'unit' | 'best'> {
  readonly head: string;
  readonly help: string;
}

/** The paper's columns, whose words are there from the start. */
export function useStandardColumns(): readonly ShownColumn[] {
  const scaledHead = useScaledHead();
  return useMemo(() => {
    const { accuracy, ece, eceTs } = words.groups;
    const calibration = { metric: 'ece', unit: 'fraction', best: 'low' } as const;
    return [
      { ...accuracy, metric: 'accuracy', scaled: false, unit: 'fraction', best: 'high' },
      { ...ece, ...calibration, scaled: false },
      { head: scaledHead(ece.head), help: eceTs, ...calibration, scaled: true },
    ];
  }, [scaledHead]);
}

/** Each pair as its two columns. */
export const columnRoles = (columns: readonly ShownColumn[]) =>
  columns.flatMap((column) =>
    (['id', 'ood'] as const).map((role) => ({ column, role, key: columnKey(column, role) })),
  );
