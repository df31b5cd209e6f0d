import { type ReactNode, useMemo } from 'react';
import { metricOf } from '../../../results/resultColumns.ts';
import { columnName, isSameColumn } from '../../../results/tableColumns.ts';
import { useLab } from '../../useLab.ts';
import { aboutMetric } from './aboutMetric.ts';
import { type ShownColumn, useStandardColumns } from './shownColumns.ts';
import { useScaledHead } from './useScaledHead.ts';
import { words } from './words.ts';

/** A table with chosen columns; of those that this lab has no metric for, a sentence stands below. */
export function ChosenColumns({ draw }: { draw: (columns: readonly ShownColumn[]) => ReactNode }) {
  const chosen = useLab(({ table }) => table.columns);
  const standard = useStandardColumns();
  const scaledHead = useScaledHead();
  const columns = useMemo(
    () =>
      chosen.flatMap((column): ShownColumn[] => {
        const known = standard.find((one) => isSameColumn(one, column));
        if (known) return [known];
        const metric = metricOf(column);
        if (!metric) return [];
        const { unit, best, short, label } = metric;
        const name = short ?? label;
        const head = `${column.scaled ? scaledHead(name) : name}${unit === 'nats' ? ', nats' : ''}`;
        return [{ ...column, unit, best, head, help: aboutMetric(metric) }];
      }),
    [chosen, standard, scaledHead],
  );
  const unknown = chosen.filter((column) => !metricOf(column)).map(columnName);
  return (
    <>
      {draw(columns)}
      {unknown.length > 0 && (
        <p className="notice" role="alert">
          {words.unknownColumns(unknown.join(', '))}
        </p>
      )}
    </>
  );
}
