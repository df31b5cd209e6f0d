import { memo, useMemo, useState } from 'react';
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceDot,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { MethodStyle } from '../../protocol/catalogue.ts';
import { useTurn } from '../drawQueue.ts';
import { formatCount } from '../format.ts';
import { methodColor } from '../theme.ts';
import { Marker, MarkerGlyph } from './Marker.tsx';

export interface Series {
  readonly id: string;
  readonly label: string;
  readonly style: MethodStyle;
  readonly points: readonly { readonly step: number; readonly value: number }[];
  /** Drawn level up to the end of the race: a value that does not change with steps. */
  readonly constant?: boolean;
  /** SVG dash pattern; default: the style's. */
  readonly dash?: string;
}

export interface SeriesChartProps {
  readonly title: string;
  readonly note?: string;
  readonly series: readonly Series[];
  readonly lastStep: number;
  readonly format: (value: number) => string;
  /** The axis starts at 0, else at the data. */
  readonly fromZero: boolean;
}

type Row = { step: number } & Record<string, number>;

function toRows(series: readonly Series[], lastStep: number): Row[] {
  const rows = new Map<number, Row>();
  const put = (step: number, id: string, value: number) => {
    const row = rows.get(step) ?? ({ step } as Row);
    row[id] = value;
    rows.set(step, row);
  };
  for (const { id, points, constant } of series) {
    for (const { step, value } of points) put(step, id, value);
    const end = points.at(-1);
    if (constant && end) put(Math.max(lastStep, end.step), id, end.value);
  }
  return [...rows.values()].sort((a, b) => a.step - b.step);
}

interface ReadoutProps {
  readonly active?: boolean;
  readonly label?: number | string;
  readonly payload?: readonly { readonly dataKey?: unknown; readonly value?: unknown }[];
  readonly series: readonly Series[];
  readonly format: (value: number) => string;
}

function Readout({ active, label, payload, series, format }: ReadoutProps) {
  if (!active || !payload?.length) return null;
  return (
    <div className="readout">
      <span className="muted">step {label}</span>
      {series.map(({ id, label: name, style }) => {
        const entry = payload.find(({ dataKey }) => dataKey === id);
        if (typeof entry?.value !== 'number') return null;
        return (
          <span key={id} className="readout-row">
            <Marker style={style} size={11} /> {name} <b>{format(entry.value)}</b>
          </span>
        );
      })}
    </div>
  );
}

const margin = { top: 8, right: 10, bottom: 0, left: 0 };
const tick = { fontSize: 12, fill: 'var(--ink-3)' };
const cursor = { stroke: 'var(--ink-3)', strokeDasharray: '2 3' };

/** Lines over steps, one a method, each ending in its method's mark. The crosshair is shared by all. */
export const SeriesChart = memo(function SeriesChart({
  title,
  note,
  series,
  lastStep,
  format,
  fromZero,
}: SeriesChartProps) {
  const turn = useTurn();
  const [hovered, setHovered] = useState(false);
  const rows = useMemo(() => toRows(series, lastStep), [series, lastStep]);
  const empty = rows.length === 0;
  return (
    <section
      className="chart"
      aria-label={`${title}, a line a method over ${formatCount(lastStep)} steps`}
      onMouseEnter={() => setHovered(true)}
      onMouseLeave={() => setHovered(false)}
    >
      <h3>
        {title} {note && <span className="muted">{note}</span>}
      </h3>
      <div className="chart-body">
        {turn && (
          <ResponsiveContainer width="100%" height="100%" debounce={60}>
            <LineChart data={rows} margin={margin} syncId="steps" syncMethod="value">
              <CartesianGrid stroke="var(--line)" vertical={false} />
              <XAxis
                dataKey="step"
                type="number"
                domain={[0, lastStep]}
                tick={tick}
                tickLine={false}
                axisLine={{ stroke: 'var(--line-2)' }}
                tickCount={3}
                height={20}
              />
              <YAxis
                type="number"
                domain={empty ? [0, 1] : [fromZero ? 0 : 'auto', 'auto']}
                tick={tick}
                tickFormatter={format}
                tickLine={false}
                axisLine={false}
                tickCount={4}
                width={44}
              />
              <Tooltip
                isAnimationActive={false}
                cursor={cursor}
                content={hovered ? <Readout series={series} format={format} /> : () => null}
              />
              {series.map(({ id, label, style, dash }) => (
                <Line
                  key={id}
                  dataKey={id}
                  name={label}
                  stroke={methodColor(style.hue)}
                  strokeWidth={1.75}
                  strokeDasharray={dash ?? (style.dashed ? '5 3' : undefined)}
                  dot={false}
                  activeDot={false}
                  connectNulls
                  isAnimationActive={false}
                />
              ))}
              {series.map(({ id, style, points, constant }) => {
                const end = points.at(-1);
                if (!end) return null;
                return (
                  <ReferenceDot
                    key={id}
                    x={constant ? Math.max(lastStep, end.step) : end.step}
                    y={end.value}
                    ifOverflow="visible"
                    shape={({ cx, cy }: { cx?: number; cy?: number }) => (
                      <MarkerGlyph style={style} x={cx ?? 0} y={cy ?? 0} radius={4.5} />
                    )}
                  />
                );
              })}
            </LineChart>
          </ResponsiveContainer>
        )}
        {empty && <p className="chart-empty muted">no data yet</p>}
      </div>
    </section>
  );
});
