import { memo } from 'react';
import type { MethodStyle } from '../../protocol/catalogue.ts';
import { formatCount } from '../format.ts';
import { methodColor } from '../theme.ts';
import { MarkerGlyph } from './Marker.tsx';

export interface ShareChartProps {
  readonly style: MethodStyle;
  readonly points: readonly { readonly step: number; readonly value: number }[];
  readonly lastStep: number;
  readonly width: number;
  readonly height: number;
}

const margin = { left: 28, right: 10, top: 8, bottom: 20 };

/** A share between 0 and 1 over the steps of a race. */
export const ShareChart = memo(function ShareChart({
  style,
  points,
  lastStep,
  width,
  height,
}: ShareChartProps) {
  const right = width - margin.right;
  const bottom = height - margin.bottom;
  const x = (step: number) => margin.left + (step / Math.max(1, lastStep)) * (right - margin.left);
  const y = (value: number) => bottom - value * (bottom - margin.top);
  const end = points.at(-1);
  const path = points.map(({ step, value }) => `${x(step).toFixed(1)} ${y(value).toFixed(1)}`);
  return (
    <svg className="share-chart" width={width} height={height} aria-hidden="true">
      {[0, 0.5, 1].map((value) => (
        <g key={value}>
          <path className="grid" d={`M${margin.left} ${y(value)}H${right}`} />
          <text x={margin.left - 6} y={y(value)} dy="0.35em" textAnchor="end">
            {value}
          </text>
        </g>
      ))}
      <text x={margin.left} y={bottom + 15}>
        0
      </text>
      <text x={right} y={bottom + 15} textAnchor="end">
        {formatCount(lastStep)}
      </text>
      <path
        className="line"
        d={path.length > 0 ? `M${path.join('L')}` : undefined}
        stroke={methodColor(style.hue)}
      />
      {end && <MarkerGlyph style={style} x={x(end.step)} y={y(end.value)} radius={4.5} />}
    </svg>
  );
});
