import { ProbeChart } from '../../../src/ui/charts/ProbeChart.tsx';
import type { Drawings } from '../drawing.ts';
import { catalogue } from '../fixtures.ts';

const series = catalogue.methods.slice(0, 3).map(({ id, label, style }, index) => ({
  id,
  label,
  style,
  points: [0, 40, 80, 120].map((step) => ({ step, confidence: 0.2 + (index * step) / 400 })),
}));
const rest = { title: 'Confidence in the true class', totalSteps: 152 };

export const drawings: Drawings = {
  'with words': <ProbeChart series={series} width={300} height={160} labelled {...rest} />,
  sparkline: <ProbeChart series={series} width={64} height={20} {...rest} />,
  'one point': (
    <ProbeChart
      series={[{ ...series[0]!, points: [{ step: 0, confidence: 0.4 }] }]}
      width={300}
      height={160}
      labelled
      title={rest.title}
      totalSteps={0}
    />
  ),
};
