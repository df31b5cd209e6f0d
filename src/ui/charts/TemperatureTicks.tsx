import { memo } from 'react';
import type { MethodStyle } from '../../protocol/catalogue.ts';
import { MarkerGlyph } from './Marker.tsx';
import { placeTicks } from './placeTicks.ts';

export interface TemperatureTick {
  readonly id: string;
  /** Method and value in words. */
  readonly title: string;
  readonly style: MethodStyle;
  /** Along the slider, 0..1. */
  readonly share: number;
}

export interface TemperatureTicksProps {
  readonly ticks: readonly TemperatureTick[];
  /** Of the slider, px. */
  readonly width: number;
}

/** Half a slider's thumb: its centre never comes nearer to the ends. */
const inset = 8;
const markSize = 12;
const rowHeight = 12;
const mostRows = 4;

/** Where each method's fitted temperature lies under the slider, by its mark. */
export const TemperatureTicks = memo(function TemperatureTicks({
  ticks,
  width,
}: TemperatureTicksProps) {
  const room = width - 2 * inset;
  const places = ticks.map(({ share }) => inset + share * room);
  const rowOf = placeTicks(places, markSize, mostRows);
  const height = 3 + (Math.max(0, ...rowOf) + 1) * rowHeight;
  return (
    <svg className="t-ticks" width={width} height={height} aria-hidden="true">
      <path className="one" d={`M${inset + room / 2} 0v4`} />
      {ticks.map(({ id, title, style }, index) => {
        const x = places[index]!;
        const y = 3 + (rowOf[index]! + 0.5) * rowHeight;
        return (
          <g key={id}>
            <title>{title}</title>
            <path className="stem" d={`M${x} 0V${y - 5}`} />
            <rect className="hit" x={x - 6} y={0} width={12} height={y + 6} />
            <MarkerGlyph style={style} x={x} y={y} radius={5} />
          </g>
        );
      })}
    </svg>
  );
});
