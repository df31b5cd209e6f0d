import type { MethodStyle } from '../../protocol/catalogue.ts';
import { formatPercent } from '../format.ts';
import { methodColor } from '../theme.ts';
import { MarkerGlyph } from './Marker.tsx';

export interface ProbeSeries {
  readonly id: string;
  readonly label: string;
  readonly style: MethodStyle;
  readonly points: readonly { readonly step: number; readonly confidence: number }[];
}

export interface ProbeChartProps {
  readonly title: string;
  readonly series: readonly ProbeSeries[];
  /** Steps of the whole race: the right edge. */
  readonly totalSteps: number;
  readonly width: number;
  readonly height: number;
  /** Axis words and markers; without them a sparkline. */
  readonly labelled?: boolean;
}

/** Where a point lies in a box: x by its share of the race, y by its confidence, 1 at the top. */
export function probePath(
  points: ProbeSeries['points'],
  totalSteps: number,
  width: number,
  height: number,
): string {
  return points
    .map(({ step, confidence }, index) => {
      const x = (step / Math.max(1, totalSteps)) * width;
      return `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${((1 - confidence) * height).toFixed(1)}`;
    })
    .join('');
}

/** How sure each method is of one image's true class, over the race. */
export function ProbeChart(props: ProbeChartProps) {
  const { title, series, totalSteps, width, height, labelled = false } = props;
  const left = labelled ? 40 : 0;
  const top = labelled ? 8 : 2;
  const inner = { width: width - left - (labelled ? 10 : 4), height: height - (labelled ? 30 : 4) };
  return (
    <svg className="probe-chart" width={width} height={height} role="img" aria-label={title}>
      <title>{title}</title>
      <g transform={`translate(${left} ${top})`}>
        <path className="frame" d={`M0 0V${inner.height}H${inner.width}`} />
        {labelled && (
          <>
            <path className="grid" d={`M0 0H${inner.width}M0 ${inner.height / 2}H${inner.width}`} />
            {[0, 0.5, 1].map((share) => (
              <text key={share} x={-6} y={(1 - share) * inner.height + 4} textAnchor="end">
                {formatPercent(share, 0)}
              </text>
            ))}
            <text y={inner.height + 16}>0</text>
            <text x={inner.width} y={inner.height + 16} textAnchor="end">
              {totalSteps}
            </text>
          </>
        )}
        {series.map(({ id, style, points }) => (
          <path
            key={id}
            className="probe-line"
            d={probePath(points, totalSteps, inner.width, inner.height)}
            stroke={methodColor(style.hue)}
            strokeDasharray={style.dashed ? '4 3' : undefined}
          />
        ))}
        {series.map(({ id, style, points }) => {
          const last = points.at(-1);
          if (!last) return null;
          const x = (last.step / Math.max(1, totalSteps)) * inner.width;
          const y = (1 - last.confidence) * inner.height;
          return <MarkerGlyph key={id} {...{ style, x, y }} radius={labelled ? 5 : 3.5} />;
        })}
      </g>
    </svg>
  );
}
