import { memo, useMemo } from 'react';
import type { CurveWithFormula } from '../../../lessons/curveFormulas.ts';
import { recordedBehind } from '../../../store/recorded/recordedBehind.ts';
import { historyBins } from '../../../store/results/evaluationKey.ts';
import {
  type ColumnCurve,
  type HistoryValue,
  historyPoints,
} from '../../../store/results/selectors.ts';
import { liveHistories } from '../../../store/results/shown.ts';
import { runMethods } from '../../../store/run/selectors.ts';
import { haveRoomFromZero } from '../../charts/seriesFrame.ts';
import type { ValueUnit } from '../../charts/tickLabels.ts';
import { formatCount } from '../../format.ts';
import { useLab, useLabShallow } from '../../useLab.ts';
import { useQueued } from '../../useQueued.ts';
import { SeriesPanel } from './SeriesPanel.tsx';
import { words } from './words.ts';

/** A value of the live evaluations of some methods, by method. */
export function useHistorySeries(
  value: HistoryValue | ColumnCurve,
  of: typeof runMethods = runMethods,
) {
  const history = useQueued(liveHistories);
  const methods = useLabShallow(of);
  const lastStep = useLab((state) => state.run?.config.steps ?? 1);
  // While a race passes by again, its lines grow as they did.
  const until = useLab(({ clock }) => (clock.playing ? clock.scrubStep : null));
  const behind = useLab(recordedBehind);
  const series = useMemo(() => {
    const own = methods.flatMap(({ id, label, style, kind }) => {
      const all = historyPoints(history[id], value);
      const points = until === null ? all : all.filter(({ step }) => step <= until);
      // A view is evaluated where the race stands, not along it.
      if (kind === 'interpolation' && points.length < 2) return [];
      return [{ id, label, style, points, constant: kind === 'reference' }];
    });
    const ghosts = methods
      .filter(({ kind }) => kind === 'trained')
      .map(({ id, label, style }) => ({
        id: `recorded-${id}`,
        label: words.recorded(label),
        style,
        points: historyPoints(behind?.[id], value).filter(({ step }) => step <= lastStep),
        faint: true,
      }));
    return [...ghosts.filter(({ points }) => points.length > 0), ...own];
  }, [history, behind, methods, value, until, lastStep]);
  return { history, series, lastStep, behind };
}

export interface LiveChartProps {
  readonly title: string;
  readonly value: HistoryValue | ColumnCurve;
  readonly role: 'id' | 'ood';
  readonly unit: ValueUnit;
  /** What the numbers are counted in. */
  readonly counted: string;
  /** The value depends on bins, which are those of the curves. */
  readonly binned?: boolean;
  readonly formula?: CurveWithFormula;
  /** Whose lines; of the whole race by default. */
  readonly of?: typeof runMethods;
}

const isAccuracy = (value: HistoryValue | ColumnCurve) =>
  typeof value === 'string' ? value.endsWith('Acc') : value.metric === 'accuracy';

/** A value of the live evaluations over steps, every method in one chart. */
export const LiveChart = memo(function LiveChart(props: LiveChartProps) {
  const { title, value, role, unit, counted, binned = false, formula, of } = props;
  const { history, series, lastStep, behind } = useHistorySeries(value, of);
  // Of an error 0 is the aim, and is in sight.
  const fromZero = !isAccuracy(value) || haveRoomFromZero(series);
  const some = Object.values(history)[0]?.at(-1);
  const splits = some?.splits.filter((split) => split.role === role) ?? [];
  const n = splits.map(({ raw }) => formatCount(raw.n));
  const size = new Set(n).size === 1 ? n[0] : n.join('+');
  const images = splits.length > 1 && new Set(n).size === 1 ? `${splits.length}×${size}` : size;
  const note = [
    counted,
    !fromZero && words.notFromZero,
    splits.length > 0 && words.subset(String(images)),
    binned && words.bins(historyBins.binCount),
    behind && words.faint,
  ];
  return (
    <SeriesPanel
      title={title}
      note={note.filter(Boolean).join(' · ')}
      series={series}
      lastStep={lastStep}
      unit={unit}
      formula={formula}
      fromZero={fromZero}
    />
  );
});
