import { methodColor } from '../theme.ts';
import { MarkerGlyph } from './Marker.tsx';
import {
  type PlaneGeometry,
  type PlaneItem,
  type PlaneTrailPoint,
  splitTrail,
} from './planeMarks.ts';

interface PlaneTrailProps {
  readonly item: PlaneItem;
  readonly geometry: PlaneGeometry;
  readonly scrubStep: number | null;
  readonly crosshair: number | null;
  readonly active: boolean;
}

/** The way a method came, a dot an evaluation; for a view its mixes, a small mark an alpha. */
export function PlaneTrail({ item, geometry, scrubStep, crosshair, active }: PlaneTrailProps) {
  const { style, trail, point, ghost } = item;
  const { x, y } = geometry;
  const color = methodColor(style.hue);
  const mixes = trail.some(({ alpha }) => alpha !== undefined);
  const place = (spot: { readonly x: number; readonly y: number }) =>
    `${x.place(spot.x).toFixed(1)} ${y.place(spot.y).toFixed(1)}`;
  const path = (spots: readonly PlaneTrailPoint[]) =>
    spots.length > 1 ? `M${spots.map(place).join('L')}` : undefined;
  const { gone, ahead } = mixes ? { gone: trail, ahead: [] } : splitTrail(trail, scrubStep);
  const last = gone.at(-1);
  const nearest =
    crosshair === null || mixes
      ? null
      : trail.reduce<PlaneTrailPoint | null>(
          (best, spot) =>
            !best || Math.abs(spot.step - crosshair) < Math.abs(best.step - crosshair)
              ? spot
              : best,
          null,
        );
  return (
    <g className="plane-trail" stroke={color} fill={color} data-active={active}>
      {ahead.length > 1 && <path className="ahead" d={path(ahead)} />}
      <path className={mixes ? 'way mixes' : 'way'} d={path(gone)} />
      {/* The mark may be of more images, or scaled: the last dot and the mark are one evaluation. */}
      {last && !mixes && <path className="join" d={`M${place(last)}L${place(ghost ?? point)}`} />}
      {ghost && <path className="join" d={`M${place(ghost)}L${place(point)}`} />}
      {mixes
        ? trail.map((spot) => (
            <MarkerGlyph
              key={spot.alpha}
              style={style}
              x={x.place(spot.x)}
              y={y.place(spot.y)}
              radius={3.5}
            />
          ))
        : gone.map((spot) => (
            <circle
              key={spot.step}
              cx={x.place(spot.x)}
              cy={y.place(spot.y)}
              r={spot === nearest ? 4 : 2}
              data-near={spot === nearest}
            />
          ))}
      {ghost && (
        <g className="ghost">
          <MarkerGlyph
            style={{ ...style, open: true }}
            x={x.place(ghost.x)}
            y={y.place(ghost.y)}
            radius={5}
          />
        </g>
      )}
    </g>
  );
}
