import { HistoryChart } from './HistoryChart.tsx';
import { ColumnChart } from './LogCharts.tsx';
import { words } from './words.ts';

/** The six curves that are looked at first. */
export function OverviewCharts() {
  return (
    <>
      <ColumnChart title={words.loss} group="scalars" column="loss" fromZero />
      <HistoryChart value="idAcc" />
      <HistoryChart value="oodAcc" />
      <ColumnChart title={words.logitScale} group="scalars" column="logitScale" />
      <HistoryChart value="idEce" />
      <HistoryChart value="oodEce" />
    </>
  );
}
