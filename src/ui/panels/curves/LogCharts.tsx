import { memo, useMemo } from 'react';
import type { MethodInfo } from '../../../protocol/catalogue.ts';
import type { LabState } from '../../../store/labState.ts';
import { logPoints, runMethods } from '../../../store/run/selectors.ts';
import { formatName } from '../../format.ts';
import { useLabShallow } from '../../useLab.ts';
import { useQueued } from '../../useQueued.ts';
import { SeriesPanel } from './SeriesPanel.tsx';
import { words } from './words.ts';

const selectRun = (state: LabState) => state.run;

export interface ColumnChartProps {
  readonly title: string;
  readonly group: 'scalars' | 'diagnostics';
  readonly column: string;
  readonly fromZero?: boolean;
}

/** One column of the step log, every method that has it in one chart. */
export const ColumnChart = memo(function ColumnChart(props: ColumnChartProps) {
  const { title, group, column, fromZero = false } = props;
  const run = useQueued(selectRun);
  const methods = useLabShallow(runMethods);
  // The log is changed in place: the run's revision, not the log, tells that it grew.
  const series = useMemo(
    () =>
      methods.flatMap(({ id, label, style }) => {
        const log = run?.log.get(id);
        const points = logPoints(log, log?.[group][column]);
        return points.length === 0 ? [] : [{ id, label, style, points }];
      }),
    [run, methods, group, column],
  );
  return (
    <SeriesPanel
      title={title}
      note={fromZero ? undefined : words.notFromZero}
      series={series}
      lastStep={run?.config.steps ?? 1}
      unit="number"
      formula={column === 'loss' ? column : undefined}
      fromZero={fromZero}
    />
  );
});

const dashes = [undefined, '6 3', '2 3', '8 3 2 3'];
const marks = ['circle', 'square', 'diamond', 'triangle'] as const;

interface PartsChartProps {
  readonly method: MethodInfo;
}

/** The weighted terms of one method's loss; they add up to it. */
const PartsChart = memo(function PartsChart({ method }: PartsChartProps) {
  const run = useQueued(selectRun);
  const series = useMemo(() => {
    const log = run?.log.get(method.id);
    return Object.keys(log?.parts ?? {}).map((part, index) => ({
      id: part,
      label: formatName(part),
      style: {
        ...method.style,
        marker: marks[index % marks.length]!,
        open: index > 0,
        dashed: false,
      },
      dash: dashes[index % dashes.length],
      points: logPoints(log, log?.parts[part]),
    }));
  }, [run, method]);
  return (
    <SeriesPanel
      title={method.label}
      note={series.map(({ label }) => label.toLowerCase()).join(' + ')}
      series={series}
      lastStep={run?.config.steps ?? 1}
      unit="number"
      fromZero
    />
  );
});

/** One chart a method that is trained. */
export function PartsCharts() {
  const methods = useLabShallow(runMethods);
  const trained = methods.filter(({ kind }) => kind === 'trained');
  return trained.map((method) => <PartsChart key={method.id} method={method} />);
}

/** One chart for every further number that a method reports. */
export function DiagnosticCharts() {
  const names = useLabShallow(({ run }) => [
    ...new Set([...(run?.log.values() ?? [])].flatMap((log) => Object.keys(log.diagnostics))),
  ]);
  return names.map((name) => (
    <ColumnChart key={name} title={formatName(name)} group="diagnostics" column={name} fromZero />
  ));
}
