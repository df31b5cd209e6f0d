import type { MethodStyle } from '../../protocol/catalogue.ts';
import { type PlacedLabel, placeLabels } from './placeLabels.ts';
import { type PlaneAxis, planeAxis } from './planeScale.ts';

/** A place with its intervals, fractions. */
export interface PlanePoint {
  readonly x: number;
  readonly y: number;
  readonly xInterval: readonly [number, number] | null;
  readonly yInterval: readonly [number, number] | null;
}

export interface PlaneTrailPoint {
  readonly x: number;
  readonly y: number;
  readonly step: number;
  /** Of a mix of weights; its trail runs over alpha, not over steps. */
  readonly alpha?: number;
}

/** One method of a plane. */
export interface PlaneItem {
  readonly id: string;
  readonly label: string;
  readonly style: MethodStyle;
  readonly point: PlanePoint;
  /** The raw value where the shown one is scaled. */
  readonly ghost: { readonly x: number; readonly y: number } | null;
  readonly trail: readonly PlaneTrailPoint[];
  readonly approximate: boolean;
  /** Which evaluation it is of. */
  readonly head: string;
  readonly rows: readonly {
    readonly name: string;
    readonly value: string;
    readonly note: string;
  }[];
  readonly foot: string;
  /** All of it in one sentence. */
  readonly spoken: string;
}

export interface PlaneGeometry {
  readonly x: PlaneAxis;
  readonly y: PlaneAxis;
  /** Edges of the drawing area, px. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly labels: readonly PlacedLabel[];
}

export const markRadius = 7;
const margin = { left: 34, right: 14, top: 28, bottom: 40 };
const labelHeight = 16;
/** Mean width of a letter at 12 px. */
const letter = 6.7;

/** Axes and places of labels for a plane of this size. Floors are kept in sight where they are near. */
export function planeGeometry(
  items: readonly PlaneItem[],
  width: number,
  height: number,
): PlaneGeometry {
  const [left, top] = [margin.left, margin.top];
  const right = Math.max(left + 40, width - margin.right);
  const bottom = Math.max(top + 40, height - margin.bottom);
  const data = (axis: 'x' | 'y') => ({
    values: items.flatMap(({ point, ghost, trail }) => [
      point[axis],
      ...(ghost ? [ghost[axis]] : []),
      ...trail.map((spot) => spot[axis]),
    ]),
    ends: items.flatMap(({ point }) => point[axis === 'x' ? 'xInterval' : 'yInterval'] ?? []),
  });
  const x = planeAxis(data('x'), left, right);
  const y = planeAxis(data('y'), bottom, top);
  const wishes = items.map(({ id, label, point, approximate }) => ({
    id,
    x: x.place(point.x),
    y: y.place(point.y),
    radius: markRadius,
    width: (label.length + (approximate ? 2 : 0)) * letter,
    height: labelHeight,
  }));
  const dots = items.flatMap(({ trail }) =>
    trail.map((spot) => {
      const [cx, cy] = [x.place(spot.x), y.place(spot.y)];
      return { left: cx - 4, top: cy - 4, right: cx + 4, bottom: cy + 4 };
    }),
  );
  return {
    x,
    y,
    left,
    right,
    top,
    bottom,
    labels: placeLabels(wishes, { left, top, right: width - 2, bottom }, dots),
  };
}

/** A trail split where the clock stands: what has been gone, and what is yet to come. */
export function splitTrail(
  trail: readonly PlaneTrailPoint[],
  step: number | null,
): { readonly gone: readonly PlaneTrailPoint[]; readonly ahead: readonly PlaneTrailPoint[] } {
  if (step === null) return { gone: trail, ahead: [] };
  const gone = trail.filter((spot) => spot.step <= step);
  const from = Math.max(0, gone.length - 1);
  return { gone, ahead: gone.length < trail.length ? trail.slice(from) : [] };
}

/** The item whose mark lies nearest to a place, px; null beyond `reach`. */
export function nearestItem(
  items: readonly PlaneItem[],
  { x, y }: Pick<PlaneGeometry, 'x' | 'y'>,
  at: { readonly x: number; readonly y: number },
  reach = 24,
): string | null {
  let best: { readonly id: string; readonly far: number } | null = null;
  for (const { id, point } of items) {
    const far = Math.hypot(x.place(point.x) - at.x, y.place(point.y) - at.y);
    if (far <= reach && (!best || far < best.far)) best = { id, far };
  }
  return best?.id ?? null;
}

/** The evaluation of a trail whose dot lies nearest to a place, px; null beyond `reach`. */
export function nearestSpot(
  items: readonly PlaneItem[],
  { x, y }: Pick<PlaneGeometry, 'x' | 'y'>,
  at: { readonly x: number; readonly y: number },
  reach = 9,
): { readonly id: string; readonly step: number } | null {
  let best: { readonly id: string; readonly step: number; readonly far: number } | null = null;
  for (const { id, trail } of items) {
    for (const spot of trail) {
      if (spot.alpha !== undefined) continue;
      const far = Math.hypot(x.place(spot.x) - at.x, y.place(spot.y) - at.y);
      if (far <= reach && (!best || far < best.far)) best = { id, step: spot.step, far };
    }
  }
  return best && { id: best.id, step: best.step };
}
