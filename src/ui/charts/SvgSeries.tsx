import { memo } from 'react';
import { methodColor } from '../theme.ts';
import { MarkerGlyph } from './Marker.tsx';
import { drawnPoints, type SeriesDrawing, xOf, yOf } from './seriesFrame.ts';

/** Lines over steps, one a method, each ending in its method's mark: plain SVG. */
export const SvgSeries = memo(function SvgSeries({ frame, series }: SeriesDrawing) {
  const { width, height, left, right, bottom, xTicks, yTicks, lastStep } = frame;
  const lines = series.map((one) => ({ ...one, drawn: drawnPoints(one, lastStep) }));
  const place = ({ step, value }: { step: number; value: number }) =>
    `${xOf(frame, step).toFixed(1)} ${yOf(frame, value).toFixed(1)}`;
  return (
    <svg className="series" width={width} height={height} aria-hidden="true">
      {yTicks.map(({ value, label, at }) => (
        <g key={value}>
          <path className="grid" d={`M${left} ${at}H${right}`} />
          <text x={left - 6} y={at} dy="0.32em" textAnchor="end">
            {label}
          </text>
        </g>
      ))}
      <path className="axis" d={`M${left} ${bottom}H${right}`} />
      {xTicks.map(({ value, label, at }) => (
        <text key={value} x={at} y={bottom + 15} textAnchor="middle">
          {label}
        </text>
      ))}
      {lines.map(({ id, style, dash, drawn }) => (
        <path
          key={id}
          className="line"
          d={drawn.length > 0 ? `M${drawn.map(place).join('L')}` : undefined}
          stroke={methodColor(style.hue)}
          strokeDasharray={dash ?? (style.dashed ? '5 3' : undefined)}
        />
      ))}
      {lines.map(({ id, style, drawn }) => {
        const end = drawn.at(-1);
        if (!end) return null;
        const [x, y] = [xOf(frame, end.step), yOf(frame, end.value)];
        return <MarkerGlyph key={id} style={style} x={x} y={y} radius={4.5} />;
      })}
    </svg>
  );
});
