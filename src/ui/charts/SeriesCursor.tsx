import { formatCount } from '../format.ts';
import { atStep } from '../words.ts';
import { Marker, MarkerGlyph } from './Marker.tsx';
import { type Series, type SeriesFrame, valueNear } from './seriesFrame.ts';

interface SeriesCursorProps {
  readonly frame: SeriesFrame;
  readonly series: readonly Series[];
  /** Where the pointer is on any time axis; null when it is on none. */
  readonly crosshair: number | null;
  /** Where the clock stands; null at the latest. */
  readonly scrubStep: number | null;
  readonly format: (value: number) => string;
  /** The pointer is in this chart: names are written out. */
  readonly named: boolean;
}

/** Width from which a chart holds names beside the numbers, px. */
const roomForNames = 260;
/** Height of a row of numbers, and what stands around the rows, px. */
const rowHeight = 17;
const aroundRows = 12;

/** What moves over a chart while its lines stand: the clock's line, the crosshair and its values. */
export function SeriesCursor(props: SeriesCursorProps) {
  const { frame, series, crosshair, scrubStep, format, named } = props;
  const { width, height, top, bottom, left, right, lastStep } = frame;
  const near =
    crosshair === null
      ? []
      : series.flatMap((one) => {
          const point = valueNear(one, crosshair, lastStep);
          return point ? [{ ...one, point }] : [];
        });
  const at = crosshair === null ? 0 : frame.x(crosshair);
  // A small chart has room for the numbers alone; the clock says the step.
  const inFull = named && width >= roomForNames;
  // At the far end of the axis, and in as many columns as it takes, so that nothing near is covered.
  const onLeft = at > (left + right) / 2;
  const entries = near.length + (inFull ? 1 : 0);
  const rows = Math.max(1, Math.min(entries, Math.floor((height - aroundRows) / rowHeight)));
  return (
    <>
      <svg className="series cursor" width={width} height={height} aria-hidden="true">
        {scrubStep !== null && (
          <path className="scrub" d={`M${frame.x(scrubStep)} ${top - 4}V${bottom}`} />
        )}
        {crosshair !== null && <path className="crosshair" d={`M${at} ${top - 4}V${bottom}`} />}
        {near.map(({ id, style, point }) => (
          <MarkerGlyph
            key={id}
            style={style}
            x={frame.x(point.step)}
            y={frame.y(point.value)}
            radius={3.5}
          />
        ))}
      </svg>
      {near.length > 0 && crosshair !== null && (
        <div
          className="readout"
          data-named={named}
          style={{
            ...(onLeft ? { left: left + 4 } : { right: width - right }),
            gridTemplateRows: `repeat(${rows}, auto)`,
          }}
        >
          {named && <span className="muted">{atStep(formatCount(crosshair))}</span>}
          {near.map(({ id, label, style, point }) => (
            <span key={id} className="readout-row">
              <Marker style={style} size={11} />
              {inFull && <span>{label}</span>}
              <b>{format(point.value)}</b>
            </span>
          ))}
        </div>
      )}
    </>
  );
}
