import { later } from '../../later.tsx';
import { HistoryChart } from './HistoryChart.tsx';
import { ColumnChart, DiagnosticCharts, PartsCharts } from './LogCharts.tsx';
import { SplitCurves } from './SplitCurves.tsx';
import type { StageChart } from './stageChart.ts';
import { words } from './words.ts';

/** Comes with every metric of the registry. */
const MetricCurves = later(() => import('./MetricCurves.tsx').then((m) => m.MetricCurves));

/** A chart of one value of the live evaluations. */
const history = (
  value: keyof typeof words.values,
  group: StageChart['group'] = 'overview',
): StageChart => ({
  id: value,
  group,
  chart: <HistoryChart value={value} />,
});

/** A chart of one column of the step log. */
const column = (
  name: 'loss' | 'logitScale' | 'gradNorm' | 'learningRate' | 'stepMs',
  group: StageChart['group'],
  fromZero = true,
): StageChart => ({
  id: name,
  group,
  chart: <ColumnChart title={words[name]} group="scalars" column={name} fromZero={fromZero} />,
});

/** Every chart of the stage's curves, in the order in which they stand. Adding one is one file and one line here. */
export const charts: readonly StageChart[] = [
  column('loss', 'overview'),
  history('idAcc'),
  history('oodAcc'),
  column('logitScale', 'overview', false),
  history('idEce'),
  history('oodEce'),
  { id: 'metric', group: 'metric', chart: <MetricCurves /> },
  { id: 'scoreSplit', group: 'scoreSplit', chart: <SplitCurves /> },
  { id: 'parts', group: 'parts', chart: <PartsCharts /> },
  column('gradNorm', 'internals'),
  column('learningRate', 'internals'),
  column('stepMs', 'internals'),
  { id: 'diagnostics', group: 'internals', chart: <DiagnosticCharts /> },
];
