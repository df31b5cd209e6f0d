import { IntervalChart, type IntervalRow } from '../../../src/ui/charts/IntervalChart.tsx';
import type { Drawings } from '../drawing.ts';
import { catalogue } from '../fixtures.ts';

const row = (id: string, value: number, half: number | null, paper: number | null): IntervalRow => {
  const { label, style } = catalogue.methods.find((method) => method.id === id)!;
  const interval = half === null ? null : ([value - half, value + half] as const);
  return { id, label, style, value, interval, paper };
};
const rest = { title: 'OOD ECE, percent', width: 320 };

export const drawings: Drawings = {
  'three methods': (
    <IntervalChart
      rows={[
        row('zs', 0.08, 0.004, 0.0836),
        row('ft', 0.22, 0.012, 0.2186),
        row('carot', 0.11, 0.02, 0.1093),
      ]}
      {...rest}
    />
  ),
  'one seed': <IntervalChart rows={[row('ft', 0.2, null, 0.2186)]} {...rest} />,
  'no data': <IntervalChart rows={[row('ft', Number.NaN, null, null)]} {...rest} />,
};
