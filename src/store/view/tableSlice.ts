import { standardColumns } from '../../results/tableColumns.ts';
import type { Slice } from '../kit/slice.ts';
import type { TableSlice, TableState } from './state.ts';

type Reads = TableSlice;

export const createTableSlice: Slice<TableSlice, Reads> = (set) => {
  const patch = (change: (table: TableState) => Partial<TableState>) =>
    set(({ table }) => ({ table: { ...table, ...change(table) } }));
  return {
    table: { columns: standardColumns, details: {}, curves: [] },
    setColumns: (columns) => patch(() => ({ columns })),
    toggleDetails: (methodId) =>
      patch(({ details }) => {
        const { [methodId]: open, ...others } = details;
        return { details: open ? others : { ...others, [methodId]: [] } };
      }),
    drawCurves: (curves) => patch(() => ({ curves })),
    detail: (methodId, metrics) =>
      patch(({ details }) =>
        details[methodId] ? { details: { ...details, [methodId]: metrics } } : {},
      ),
  };
};
