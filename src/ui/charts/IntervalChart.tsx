import { memo } from 'react';
import type { MethodStyle } from '../../protocol/catalogue.ts';
import { formatInterval, formatPercent } from '../format.ts';
import { methodColor } from '../theme.ts';
import { intervalAxis } from './intervalMarks.ts';
import { MarkerGlyph } from './Marker.tsx';
import { intervals as words } from './words.ts';

export interface IntervalRow {
  readonly id: string;
  readonly label: string;
  readonly style: MethodStyle;
  readonly value: number;
  readonly interval: readonly [low: number, high: number] | null;
  /** The paper's number, drawn as a hollow tick; null where it has none. */
  readonly paper: number | null;
}

export interface IntervalChartProps {
  readonly title: string;
  readonly rows: readonly IntervalRow[];
  readonly width: number;
}

const rowHeight = 24;
const margin = { left: 104, right: 12, top: 4, bottom: 22 };

/** A number per method with its interval, the paper's beside it; the axis is zoomed to them. */
export const IntervalChart = memo(function IntervalChart(props: IntervalChartProps) {
  const { title, rows, width } = props;
  const bottom = margin.top + rows.length * rowHeight;
  const values = rows.flatMap(({ value, interval, paper }) => [
    value,
    ...(interval ?? []),
    ...(paper === null ? [] : [paper]),
  ]);
  const right = Math.max(margin.left + 60, width - margin.right);
  const x = intervalAxis(values, margin.left, right);
  return (
    <svg
      className="intervals"
      width={width}
      height={bottom + margin.bottom}
      role="img"
      aria-label={title}
    >
      {x.ticks.map(({ label, at }) => (
        <g key={label}>
          <path className="grid" d={`M${at} ${margin.top}V${bottom}`} />
          <text x={at} y={bottom + 15} textAnchor="middle">
            {label}
          </text>
        </g>
      ))}
      {rows.map(({ id, label, style, value, interval, paper }, r) => {
        const y = margin.top + (r + 0.5) * rowHeight;
        const color = methodColor(style.hue);
        return (
          <g key={id}>
            <title>
              {words.row(
                label,
                formatPercent(value),
                formatInterval(interval),
                formatPercent(paper),
              )}
            </title>
            <rect className="catch" x="0" y={y - rowHeight / 2} width={width} height={rowHeight} />
            <text className="name" x={margin.left - 10} y={y} dy="0.32em" textAnchor="end">
              {label}
            </text>
            {interval && (
              <path
                className="interval"
                d={`M${x.place(interval[0])} ${y}H${x.place(interval[1])}`}
                stroke={color}
              />
            )}
            {paper !== null && <path className="paper-tick" d={`M${x.place(paper)} ${y - 7}v14`} />}
            {Number.isFinite(value) && (
              <MarkerGlyph style={style} x={x.place(value)} y={y} radius={5} />
            )}
          </g>
        );
      })}
    </svg>
  );
});
