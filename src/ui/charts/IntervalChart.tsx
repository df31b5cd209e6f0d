import { memo } from 'react';
import type { MethodStyle } from '../../protocol/catalogue.ts';
import { formatNumber, formatPercent, missing } from '../format.ts';
import { methodColor } from '../theme.ts';
import { intervalAxis } from './intervalMarks.ts';
import { MarkerGlyph } from './Marker.tsx';
import type { ValueUnit } from './tickLabels.ts';
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
  /** Of the values: fractions are printed in percent. */
  readonly unit?: ValueUnit;
}

const rowHeight = 24;
const margin = { right: 12, top: 4, bottom: 22 };
/** Width of a letter of a name, px, at most. */
const letter = 7.4;

/** A number per method with its interval, the paper's beside it; the axis is zoomed to them. */
export const IntervalChart = memo(function IntervalChart(props: IntervalChartProps) {
  const { title, rows, width, unit = 'percent' } = props;
  const bottom = margin.top + rows.length * rowHeight;
  const values = rows.flatMap(({ value, interval, paper }) => [
    value,
    ...(interval ?? []),
    ...(paper === null ? [] : [paper]),
  ]);
  const written = unit === 'percent' ? (one: number) => formatPercent(one) : formatNumber;
  const longest = Math.max(...rows.map(({ label }) => label.length), 0);
  const left = Math.min(width / 2, 24 + letter * longest);
  const right = Math.max(left + 60, width - margin.right);
  const x = intervalAxis(values, unit, left, right);
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
                written(value),
                interval ? interval.map(written).join(' to ') : missing,
                paper === null ? null : written(paper),
              )}
            </title>
            <rect className="catch" x="0" y={y - rowHeight / 2} width={width} height={rowHeight} />
            <text className="name" x={left - 10} y={y} dy="0.32em" textAnchor="end">
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
