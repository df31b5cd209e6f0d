import { SeriesChart } from '../../../src/ui/charts/SeriesChart.tsx';
import { SeriesCursor } from '../../../src/ui/charts/SeriesCursor.tsx';
import { type Series, seriesFrame } from '../../../src/ui/charts/seriesFrame.ts';
import { formatPoints } from '../../../src/ui/format.ts';
import type { Drawings } from '../drawing.ts';
import { catalogue } from '../fixtures.ts';

const series = catalogue.methods.slice(0, 4).map(
  ({ id, label, style, kind }, index): Series => ({
    id,
    label,
    style,
    constant: kind === 'reference',
    points: (kind === 'reference' ? [0] : [0, 40, 80, 120]).map((step) => ({
      step,
      value: 0.4 + (index * step) / 1000,
    })),
  }),
);

function Curve({ lines }: { lines: readonly Series[] }) {
  const size = { width: 300, height: 170, unit: 'percent', fromZero: true } as const;
  const frame = seriesFrame({ series: lines, lastStep: 152, ...size });
  const pointed = { crosshair: 80, scrubStep: 40, named: true, format: formatPoints };
  return (
    <div className="chart-body" style={{ width: 300, height: 170 }}>
      <SeriesChart frame={frame} series={lines} />
      <SeriesCursor frame={frame} series={lines} {...pointed} />
    </div>
  );
}

export const drawings: Drawings = {
  'four methods, one of them level': <Curve lines={series} />,
  'no step yet': <Curve lines={[]} />,
};
