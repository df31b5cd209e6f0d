import { methodColor } from '../theme.ts';
import { MarkerGlyph } from './Marker.tsx';
import type { PlacedLabel } from './placeLabels.ts';
import { markRadius, type PlaneGeometry, type PlaneItem } from './planeMarks.ts';

interface PlaneMarkProps {
  readonly item: PlaneItem;
  readonly geometry: PlaneGeometry;
  readonly label: PlacedLabel;
  readonly active: boolean;
  readonly tabStop: boolean;
  readonly onActive: (id: string | null) => void;
}

/** Where a method stands: its mark with its intervals and its name. */
export function PlaneMark({ item, geometry, label, active, tabStop, onActive }: PlaneMarkProps) {
  const { id, point, style, approximate } = item;
  const { x, y } = geometry;
  const [cx, cy] = [x.place(point.x), y.place(point.y)];
  const color = methodColor(style.hue);
  const { xInterval, yInterval } = point;
  const within = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
  const across = (value: number) => within(x.place(value), geometry.left, geometry.right) - cx;
  const up = (value: number) => within(y.place(value), geometry.top, geometry.bottom) - cy;
  return (
    <g
      role="option"
      aria-label={item.spoken}
      aria-selected={active}
      tabIndex={tabStop ? 0 : -1}
      className="plane-mark"
      style={{ transform: `translate(${cx}px, ${cy}px)` }}
      onFocus={() => onActive(id)}
      onBlur={() => onActive(null)}
    >
      {xInterval && (
        <path
          className="interval"
          stroke={color}
          d={`M${across(xInterval[0])} 0H${across(xInterval[1])}`}
        />
      )}
      {yInterval && (
        <path
          className="interval"
          stroke={color}
          d={`M0 ${up(yInterval[0])}V${up(yInterval[1])}`}
        />
      )}
      <circle className="ring" r={markRadius + 5} />
      {label.leads && (
        <path
          className="lead"
          d={`M0 0L${label.left - cx + (label.left > cx ? -2 : item.label.length * 6.2)} ${label.top - cy + 8}`}
        />
      )}
      <MarkerGlyph
        style={approximate ? { ...style, open: true } : style}
        x={0}
        y={0}
        radius={markRadius}
      />
      <text x={label.left - cx} y={label.top - cy + 12}>
        {approximate ? `≈ ${item.label}` : item.label}
      </text>
    </g>
  );
}
