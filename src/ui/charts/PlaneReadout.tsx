import { Marker } from './Marker.tsx';
import { markRadius, type PlaneGeometry, type PlaneItem } from './planeMarks.ts';

interface PlaneReadoutProps {
  readonly item: PlaneItem;
  readonly geometry: PlaneGeometry;
  readonly width: number;
  readonly height: number;
}

/** About as wide as its longest line, px: a plane is hardly wider than two of them. */
const readoutWidth = 214;

/** What a mark says in numbers, above or below it, within the plane. */
export function PlaneReadout({ item, geometry, width, height }: PlaneReadoutProps) {
  const { point, style, label, head, rows, foot } = item;
  const [cx, cy] = [geometry.x.place(point.x), geometry.y.place(point.y)];
  const away = markRadius + 8;
  return (
    <div
      className="readout plane-readout"
      data-named="true"
      aria-hidden="true"
      style={{
        left: Math.max(0, Math.min(cx - readoutWidth / 2, width - readoutWidth)),
        ...(cy > height / 2 ? { bottom: height - cy + away } : { top: cy + away }),
      }}
    >
      <span className="readout-row">
        <Marker style={style} size={12} /> <strong>{label}</strong>
      </span>
      <span className="muted">{head}</span>
      {rows.map(({ name, value, note }) => (
        <span key={name} className="readout-row">
          {name} <b>{value}</b> <span className="muted">{note}</span>
        </span>
      ))}
      <span className="muted">{foot}</span>
    </div>
  );
}
