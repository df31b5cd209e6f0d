import { memo, useMemo } from 'react';
import type { LabState } from '../../store/labState.ts';
import { historyBins } from '../../store/resultsSlice.ts';
import { type HistoryValue, historyPoints, runMethods } from '../../store/selectors.ts';
import { SeriesChart } from '../charts/SeriesChart.tsx';
import { formatCount, formatPoints } from '../format.ts';
import { useLab, useLabShallow } from '../useLab.ts';
import { useQueued } from '../useQueued.ts';

const titles: Readonly<Record<HistoryValue, string>> = {
  idAcc: 'ID accuracy',
  oodAcc: 'OOD accuracy',
  idEce: 'ID ECE',
  oodEce: 'OOD ECE',
};

const selectHistory = (state: LabState) => state.history;
const format = (value: number) => formatPoints(value, 0);

/** A value of the live evaluations over steps, every method in one chart. */
export const HistoryChart = memo(function HistoryChart({ value }: { value: HistoryValue }) {
  const history = useQueued(selectHistory);
  const methods = useLabShallow(runMethods);
  const lastStep = useLab((state) => state.run?.config.steps ?? 1);
  const series = useMemo(
    () =>
      methods.map(({ id, label, style, kind }) => ({
        id,
        label,
        style,
        points: historyPoints(history[id], value),
        constant: kind === 'reference',
      })),
    [history, methods, value],
  );
  const role = value.startsWith('id') ? 'id' : 'ood';
  const some = Object.values(history)[0]?.at(-1);
  const splits = some?.splits.filter((split) => split.role === role) ?? [];
  const n = splits.map(({ raw }) => formatCount(raw.n));
  const size = new Set(n).size === 1 ? n[0] : n.join('+');
  const images = splits.length > 1 && new Set(n).size === 1 ? `${splits.length}×${size}` : size;
  const bins = value.endsWith('Ece') ? ` · ${historyBins.binCount} bins` : '';
  return (
    <SeriesChart
      title={titles[value]}
      note={splits.length > 0 ? `% · n ${images}${bins}` : '%'}
      series={series}
      lastStep={lastStep}
      format={format}
      fromZero
    />
  );
});
