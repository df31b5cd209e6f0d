import { memo, useMemo } from 'react';
import {
  CartesianGrid,
  DefaultZIndexes,
  Line,
  LineChart,
  XAxis,
  YAxis,
  ZIndexLayer,
} from 'recharts';
import { methodColor } from '../theme.ts';
import { endNames } from './endNames.ts';
import { MarkerGlyph } from './Marker.tsx';
import { drawnPoints, type Series, type SeriesFrame } from './seriesFrame.ts';
import { type SeriesRow, seriesRows } from './seriesRows.ts';

const tick = { fontSize: 12, fill: 'var(--ink-3)' };

export interface SeriesChartProps {
  readonly frame: SeriesFrame;
  readonly series: readonly Series[];
  /** The lines' names stand at their ends; the frame has room for them. */
  readonly named?: boolean;
}

/** Lines over steps, one a method, each ending in its method's mark. */
export const SeriesChart = memo(function SeriesChart({
  frame,
  series,
  named = false,
}: SeriesChartProps) {
  const { width, height, left, right, top, bottom, lastStep, domain, xTicks, yTicks } = frame;
  const rows = useMemo(() => seriesRows(series, lastStep), [series, lastStep]);
  const margin = { top, right: width - right, bottom: 0, left: 0 };
  const names = useMemo(() => (named ? endNames(frame, series) : []), [named, frame, series]);
  const labelOf = (value: number) => yTicks.find((known) => known.value === value)?.label ?? '';
  return (
    <LineChart<SeriesRow>
      width={width}
      height={height}
      data={rows}
      margin={margin}
      accessibilityLayer={false}
    >
      <CartesianGrid stroke="var(--line)" vertical={false} />
      <XAxis
        dataKey="step"
        type="number"
        domain={[0, lastStep]}
        ticks={xTicks.map(({ value }) => value)}
        interval={0}
        tick={tick}
        tickLine={false}
        axisLine={{ stroke: 'var(--line-2)' }}
        height={height - bottom}
      />
      <YAxis
        type="number"
        domain={[...domain]}
        ticks={yTicks.map(({ value }) => value)}
        interval={0}
        tick={tick}
        tickFormatter={labelOf}
        tickLine={false}
        axisLine={false}
        tickMargin={4}
        width={left}
      />
      {series.map(({ id, label, style, dash, faint }) => (
        <Line
          key={id}
          dataKey={id}
          name={label}
          stroke={methodColor(style.hue)}
          strokeWidth={1.75}
          strokeOpacity={faint ? 0.3 : 1}
          strokeLinejoin="round"
          strokeDasharray={dash ?? (style.dashed ? '5 3' : undefined)}
          dot={false}
          activeDot={false}
          connectNulls
          isAnimationActive={false}
        />
      ))}
      <ZIndexLayer zIndex={DefaultZIndexes.scatter}>
        {series.map((one) => {
          const end = drawnPoints(one, lastStep).at(-1);
          if (!end || one.faint) return null;
          const [x, y] = [frame.x(end.step), frame.y(end.value)];
          return <MarkerGlyph key={one.id} style={one.style} x={x} y={y} radius={4.5} />;
        })}
        {names.map(({ id, label, hue, y }) => (
          <text
            key={id}
            className="line-name"
            x={right + 9}
            y={y}
            dy="0.32em"
            fill={methodColor(hue)}
          >
            {label}
          </text>
        ))}
      </ZIndexLayer>
    </LineChart>
  );
});
