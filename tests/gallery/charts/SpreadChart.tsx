import { SpreadChart, type SpreadRow } from '../../../src/ui/charts/SpreadChart.tsx';
import type { Drawings } from '../drawing.ts';
import { catalogue } from '../fixtures.ts';

const row = (id: string, middle: number, n: number): SpreadRow => {
  const { label, style } = catalogue.methods.find((method) => method.id === id)!;
  const values = Array.from({ length: n }, (_, i) => ({
    name: `${i + 1} Student`,
    value: middle + 0.02 * Math.sin(i * 12.9898) + (i === 4 ? 0.12 : 0),
    outlier: i === 4,
  }));
  const mean = values.reduce((sum, { value }) => sum + value, 0) / n;
  return { id, label, style, values, mean, interval: n < 2 ? null : [mean - 0.008, mean + 0.008] };
};
const rest = { title: 'OOD ECE of a class', axis: 'OOD ECE, percent', width: 640 };

export const drawings: Drawings = {
  'thirty students': (
    <SpreadChart
      rows={[row('zs', 0.08, 30), row('ft', 0.22, 30), row('carot', 0.11, 30)]}
      {...rest}
    />
  ),
  'one student': <SpreadChart rows={[row('ft', 0.2, 1)]} {...rest} />,
  nobody: <SpreadChart rows={[{ ...row('ft', 0.2, 1), values: [], mean: Number.NaN }]} {...rest} />,
};
