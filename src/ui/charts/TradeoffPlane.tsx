import { type KeyboardEvent, memo, type PointerEvent, useMemo, useRef } from 'react';
import { PlaneFrame, type PlaneFrameProps } from './PlaneFrame.tsx';
import { PlaneMark } from './PlaneMark.tsx';
import { PlaneReadout } from './PlaneReadout.tsx';
import { PlaneTrail } from './PlaneTrail.tsx';
import { nearestItem, nearestSpot, type PlaneItem, planeGeometry } from './planeMarks.ts';

export interface TradeoffPlaneProps extends Omit<PlaneFrameProps, 'geometry'> {
  /** What the points are, for those who cannot see them. */
  readonly title: string;
  readonly items: readonly PlaneItem[];
  readonly width: number;
  readonly height: number;
  /** The method looked at; its readout stands beside its mark. */
  readonly active: string | null;
  /** Where the clock stands; null at the latest. */
  readonly scrubStep: number | null;
  /** Where the pointer is on any time axis. */
  readonly crosshair: number | null;
  readonly onActive: (id: string | null) => void;
  readonly onCrosshair: (step: number | null) => void;
  readonly onStep: (step: number) => void;
}

const moves: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
};

/** With more methods than these the trails step back, until one is looked at. */
const many = 5;

/**
 * One value of every method against another: a mark where it stands, a thin trail of the evaluations
 * that led there, faint lines for its 95 % intervals. Pointing at a mark or walking there with the
 * arrow keys reads it out.
 */
export const TradeoffPlane = memo(function TradeoffPlane(props: TradeoffPlaneProps) {
  const { title, items, width, height, active, scrubStep, crosshair, ...more } = props;
  const { onActive, onCrosshair, onStep, ...frame } = more;
  const marks = useRef<SVGGElement>(null);
  const geometry = useMemo(() => planeGeometry(items, width, height), [items, width, height]);
  const chosen = items.find(({ id }) => id === active);
  const tabStop = chosen?.id ?? items[0]?.id;

  const placeOf = (event: PointerEvent) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const onPointerMove = (event: PointerEvent<SVGSVGElement>) => {
    const at = placeOf(event);
    const spot = nearestSpot(items, geometry, at);
    onActive(nearestItem(items, geometry, at) ?? spot?.id ?? null);
    onCrosshair(spot?.step ?? null);
  };
  const onPointerLeave = () => {
    onActive(null);
    onCrosshair(null);
  };
  const onPointerUp = (event: PointerEvent<SVGSVGElement>) => {
    const spot = nearestSpot(items, geometry, placeOf(event));
    if (spot) onStep(spot.step);
  };
  const onKeyDown = (event: KeyboardEvent<SVGGElement>) => {
    const at = items.findIndex(({ id }) => id === tabStop);
    const move = moves[event.key];
    const to = move ? (at + move + items.length) % items.length : null;
    const next = event.key === 'Home' ? 0 : event.key === 'End' ? items.length - 1 : to;
    if (next === null) return;
    event.preventDefault();
    (marks.current?.children[next] as SVGGElement | undefined)?.focus();
  };

  return (
    <>
      <svg
        className="plane"
        width={width}
        height={height}
        data-active={chosen !== undefined}
        data-many={items.length > many}
        onPointerMove={onPointerMove}
        onPointerLeave={onPointerLeave}
        onPointerUp={onPointerUp}
      >
        <title>{title}</title>
        <PlaneFrame geometry={geometry} {...frame} />
        <svg aria-hidden="true">
          {items.map((item) => (
            <PlaneTrail
              key={item.id}
              item={item}
              geometry={geometry}
              scrubStep={scrubStep}
              crosshair={crosshair}
              active={item.id === active}
            />
          ))}
        </svg>
        <g ref={marks} role="listbox" aria-label={title} tabIndex={-1} onKeyDown={onKeyDown}>
          {items.map((item, index) => (
            <PlaneMark
              key={item.id}
              item={item}
              geometry={geometry}
              label={geometry.labels[index]!}
              active={item.id === active}
              tabStop={item.id === tabStop}
              onActive={onActive}
            />
          ))}
        </g>
      </svg>
      {chosen && <PlaneReadout item={chosen} geometry={geometry} width={width} height={height} />}
    </>
  );
});
