import type { PlaneGeometry } from './planeMarks.ts';
import { diagonal } from './planeScale.ts';

export interface PlaneFrameProps {
  readonly geometry: PlaneGeometry;
  readonly xTitle: string;
  readonly yTitle: string;
  /** Which axes are zoomed, in words; empty when neither is. */
  readonly zoom: string;
  /** The corner to strive for, and its word. */
  readonly best: { readonly corner: 'upper right' | 'lower left'; readonly words: string };
  /** Values below which nothing can be told from 0, and the words for it. */
  readonly floor?: { readonly x: number; readonly y: number; readonly words: string };
  /** The word beside the line where both values are equal; absent where that line means nothing. */
  readonly equal?: string;
}

/** Room for the words of a best corner that lies below, px. */
const besideBest = 62;
/** Of a letter of a title, px: what two texts on one line need. */
const letterWidth = 6.6;

function Floor({ geometry, floor }: Required<Pick<PlaneFrameProps, 'geometry' | 'floor'>>) {
  const { x, y, left, right, top, bottom } = geometry;
  const within = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
  const across = within(x.place(floor.x), left, right);
  const up = within(y.place(floor.y), top, bottom);
  return (
    <>
      <path className="floor" d={`M${left} ${top}H${across}V${up}H${right}V${bottom}H${left}Z`} />
      <path className="floor-edge" d={`M${across} ${top}V${up}H${right}`} />
    </>
  );
}

/** Axes, ticks and what the corners and shaded parts mean. */
export function PlaneFrame(props: PlaneFrameProps) {
  const { geometry, xTitle, yTitle, best, floor, equal } = props;
  const { x, y, left, right, top, bottom } = geometry;
  const line = equal === undefined ? null : diagonal(x, y);
  // Ticks tell a zoomed axis too; its words give way to the axis' title.
  const room = right - left - (best.corner === 'upper right' ? 0 : besideBest);
  const zoomFits = (props.zoom.length + xTitle.length + 2) * letterWidth < room;
  const upper = best.corner === 'upper right';
  return (
    <svg className="plane-frame" aria-hidden="true">
      {floor && <Floor geometry={geometry} floor={floor} />}
      {y.ticks.map(({ label, at }) => (
        <g key={label}>
          <path className="grid" d={`M${left} ${at}H${right}`} />
          <text x={left - 7} y={at} dy="0.32em" textAnchor="end">
            {label}
          </text>
        </g>
      ))}
      {x.ticks.map(({ label, at }) => (
        <g key={label}>
          <path className="grid" d={`M${at} ${top}V${bottom}`} />
          <text x={at} y={bottom + 16} textAnchor="middle">
            {label}
          </text>
        </g>
      ))}
      {line && (
        <path
          className="equal"
          d={`M${x.place(line[0])} ${y.place(line[0])}L${x.place(line[1])} ${y.place(line[1])}`}
        />
      )}
      {line && (
        <text
          className="equal-words"
          x={x.place(line[1]) - 4}
          y={y.place(line[1])}
          dy={y.place(line[1]) < top + 14 ? '1em' : '-0.4em'}
          textAnchor="end"
        >
          {equal}
        </text>
      )}
      <path className="axis" d={`M${left} ${top}V${bottom}H${right}`} />
      <text className="title" x={4} y={top - 10}>
        {yTitle}
      </text>
      <text className="title" x={right} y={bottom + 33} textAnchor="end">
        {xTitle}
      </text>
      <text
        className="best"
        x={upper ? right : left}
        y={upper ? top - 10 : bottom + 33}
        textAnchor={upper ? 'end' : 'start'}
      >
        {best.words}
      </text>
      {props.zoom && zoomFits && (
        <text className="zoom" x={upper ? left : left + besideBest} y={bottom + 33}>
          {props.zoom}
        </text>
      )}
      {floor && (
        <text className="floor-words" x={right} y={top - 10} textAnchor="end">
          {floor.words}
        </text>
      )}
    </svg>
  );
}
