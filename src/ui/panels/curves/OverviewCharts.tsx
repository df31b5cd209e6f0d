import { HistoryChart } from './HistoryChart.tsx';
import { ColumnChart } from './LogCharts.tsx';
import type { DrawSeries } from './SeriesPanel.tsx';
import { words } from './words.ts';

/** The six curves that are looked at first. */
export function OverviewCharts({ Draw }: { Draw: DrawSeries }) {
  return (
    <>
      <ColumnChart Draw={Draw} title={words.loss} group="scalars" column="loss" fromZero />
      <HistoryChart Draw={Draw} value="idAcc" />
      <HistoryChart Draw={Draw} value="oodAcc" />
      <ColumnChart Draw={Draw} title={words.logitScale} group="scalars" column="logitScale" />
      <HistoryChart Draw={Draw} value="idEce" />
      <HistoryChart Draw={Draw} value="oodEce" />
    </>
  );
}
