import { memo } from 'react';
import type { MethodStyle } from '../../protocol/catalogue.ts';
import { methodColor } from '../theme.ts';
import { MarkerGlyph } from './Marker.tsx';
import { planeAxis } from './planeScale.ts';
import { swarm } from './spreadMarks.ts';

export interface SpreadRow {
  readonly id: string;
  readonly label: string;
  readonly style: MethodStyle;
  readonly values: readonly {
    /** Who it is of, written beside it where it lies far out. */
    readonly name: string;
    /** Fraction. */
    readonly value: number;
    readonly outlier: boolean;
  }[];
  readonly mean: number;
  readonly interval: readonly [low: number, high: number] | null;
}

export interface SpreadChartProps {
  readonly title: string;
  readonly axis: string;
  readonly rows: readonly SpreadRow[];
  readonly width: number;
}

const rowHeight = 58;
const dot = 7;
const margin = { left: 112, right: 24, top: 6, bottom: 40 };
/** Rows of dots on either side of the line that a row has room for. */
const most = 3;

/** Where the width of its values ends, the name of a far one goes to its left. */
const nameRoom = 70;

export const spreadHeight = (rows: number): number => margin.top + rows * rowHeight + margin.bottom;

/** Every value of a sample as a dot, a row per method; beneath them the mean with its interval. */
export const SpreadChart = memo(function SpreadChart(props: SpreadChartProps) {
  const { title, axis, rows, width } = props;
  const height = spreadHeight(rows.length);
  const bottom = height - margin.bottom;
  const right = Math.max(margin.left + 40, width - margin.right);
  const values = rows.flatMap((row) => row.values.map(({ value }) => value));
  const ends = rows.flatMap(({ interval }) => interval ?? []);
  const x = planeAxis({ values, ends }, margin.left, right);
  const within = (value: number) => Math.min(right, Math.max(margin.left, x.place(value)));
  return (
    <svg className="spread" width={width} height={height} role="img" aria-label={title}>
      {x.ticks.map(({ label, at }) => (
        <g key={label}>
          <path className="grid" d={`M${at} ${margin.top}V${bottom}`} />
          <text x={at} y={bottom + 16} textAnchor="middle">
            {label}
          </text>
        </g>
      ))}
      <text className="title" x={right} y={bottom + 34} textAnchor="end">
        {axis}
      </text>
      {rows.map(({ id, label, style, values: own, mean, interval }, r) => {
        const y = margin.top + r * rowHeight + rowHeight / 2 - 6;
        const below = y + rowHeight / 2 - 4;
        const offsets = swarm(
          own.map(({ value }) => x.place(value)),
          dot,
          most,
        );
        const color = methodColor(style.hue);
        return (
          <g key={id}>
            <MarkerGlyph style={style} x={10} y={y} radius={6} />
            <text className="name" x={24} y={y} dy="0.32em">
              {label}
            </text>
            {own.map(({ name, value, outlier }, i) => {
              const [cx, cy] = [x.place(value), y - offsets[i]! * dot];
              const left = cx > right - nameRoom;
              return (
                <g key={`${name} ${value}`}>
                  <circle
                    className={outlier ? 'far' : 'dot'}
                    cx={cx}
                    cy={cy}
                    r={dot / 2}
                    fill={color}
                    stroke={color}
                  />
                  {outlier && (
                    <text
                      className="far-name"
                      x={left ? cx - 8 : cx + 8}
                      y={cy}
                      dy="0.32em"
                      textAnchor={left ? 'end' : 'start'}
                    >
                      {name}
                    </text>
                  )}
                </g>
              );
            })}
            {interval && (
              <path
                className="interval"
                d={`M${within(interval[0])} ${below}H${within(interval[1])}`}
                stroke={color}
              />
            )}
            {Number.isFinite(mean) && (
              <path className="mean" d={`M${x.place(mean)} ${below - 6}v12`} stroke={color} />
            )}
          </g>
        );
      })}
    </svg>
  );
});
