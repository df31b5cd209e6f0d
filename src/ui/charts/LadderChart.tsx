import { memo } from 'react';
import type { MethodStyle } from '../../protocol/catalogue.ts';
import { formatInterval, formatPercent } from '../format.ts';
import { methodColor } from '../theme.ts';
import { hardest, ladderFrame } from './ladderFrame.ts';
import { MarkerGlyph } from './Marker.tsx';

export interface LadderLine {
  readonly id: string;
  readonly label: string;
  readonly style: MethodStyle;
  readonly points: readonly {
    readonly severity: number;
    readonly value: number;
    readonly interval: readonly [number, number] | null;
  }[];
}

export interface LadderChartProps {
  readonly title: string;
  /** Units, and what runs across. */
  readonly axis: string;
  /** What a rung is called. */
  readonly rungName: string;
  readonly lines: readonly LadderLine[];
  /** Marked by a line; 0 marks nothing. */
  readonly severity: number;
  readonly width: number;
  readonly height: number;
}

/** Methods stand a little apart, so that intervals of equal severity can be told from each other. */
const apart = 2.5;

/** A value against the severity of a corruption: a line and marks a method, thin bars for intervals. */
export const LadderChart = memo(function LadderChart({
  title,
  axis,
  rungName,
  lines,
  severity,
  width,
  height,
}: LadderChartProps) {
  const values = lines.flatMap(({ points }) =>
    points.flatMap(({ value, interval }) => [value, interval?.[1] ?? value]),
  );
  const { x, y, left, right, bottom, yTicks } = ladderFrame(values, width, height);
  const offset = (index: number) => (index - (lines.length - 1) / 2) * apart;
  return (
    <figure className="ladder-chart" style={{ width }}>
      <figcaption>
        {title} <span className="muted">{axis}</span>
      </figcaption>
      <svg width={width} height={height} aria-hidden="true">
        {yTicks.map(({ value, label }) => (
          <g key={value}>
            <path className="grid" d={`M${left} ${y(value)}H${right}`} />
            <text x={left - 6} y={y(value)} dy="0.32em" textAnchor="end">
              {label}
            </text>
          </g>
        ))}
        {severity > 0 && <path className="here" d={`M${x(severity)} 0V${bottom}`} />}
        <path className="axis" d={`M${left} ${bottom}H${right}`} />
        {Array.from({ length: hardest + 1 }, (_, rung) => (
          <text key={x(rung)} x={x(rung)} y={bottom + 15} textAnchor="middle">
            {rung}
          </text>
        ))}
        {lines.map(({ id, label, style, points }, index) => {
          const color = methodColor(style.hue);
          const at = (rung: number) => x(rung) + offset(index);
          const path = points.map((point) => `${at(point.severity)} ${y(point.value)}`).join('L');
          return (
            <g key={id}>
              <path
                className="line"
                d={path && `M${path}`}
                stroke={color}
                strokeDasharray={style.dashed ? '5 3' : undefined}
              />
              {points.map(({ severity: rung, value, interval }) => (
                <g key={rung}>
                  <title>
                    {`${label}, ${rungName} ${rung}: ${formatPercent(value)}` +
                      (interval ? ` (${formatInterval(interval)})` : '')}
                  </title>
                  {interval && (
                    <path
                      className="whisker"
                      stroke={color}
                      d={`M${at(rung)} ${y(interval[0])}V${y(interval[1])}`}
                    />
                  )}
                  <MarkerGlyph style={style} x={at(rung)} y={y(value)} radius={4} />
                </g>
              ))}
            </g>
          );
        })}
      </svg>
    </figure>
  );
});
