import { isBestFromZero, niceStep, niceTicks } from './niceTicks.ts';
import { tickLabels } from './tickLabels.ts';

export interface PlaneTick {
  readonly label: string;
  /** px from the plane's left or top. */
  readonly at: number;
}

/** One axis of a plane: fractions to px. */
export interface PlaneAxis {
  readonly domain: readonly [low: number, high: number];
  readonly ticks: readonly PlaneTick[];
  /** False when the axis is zoomed: it must say so. */
  readonly fromZero: boolean;
  place(value: number): number;
}

/** What must lie on an axis, fractions. */
export interface AxisData {
  /** Points: all within, with room around them. */
  readonly values: readonly number[];
  /** Ends of intervals: within where that does not make the points crowd. */
  readonly ends?: readonly number[];
}

/** The points keep at least this share of an axis, however wide their intervals. */
const leastShare = 0.55;

/** Where all points are one, as at the start of a race, this much of the axis lies around them. */
const leastWidth = 0.03;

function range({ values, ends = [] }: AxisData): readonly [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const width = Math.max(high - low, leastWidth);
  const most = (width / leastShare - width) / 2;
  return [
    Math.max(low - most, Math.min(low, ...ends)) - 0.09 * width,
    Math.min(high + most, Math.max(high, ...ends)) + 0.09 * width,
  ];
}

/**
 * An axis from `from` to `to` px over its data. It starts at 0 where that costs less than a third of
 * it, and never leaves 0..1.
 */
export function planeAxis(data: AxisData, from: number, to: number): PlaneAxis {
  const [wantLow, wantHigh] = data.values.length > 0 ? range(data) : ([0, 1] as const);
  const fromZero = isBestFromZero(wantLow, wantHigh);
  const low = fromZero ? 0 : Math.max(0, wantLow);
  const high = Math.min(1, wantHigh);
  const place = (value: number) => from + ((value - low) / (high - low)) * (to - from);
  const count = Math.max(3, Math.min(6, Math.floor(Math.abs(to - from) / 40)));
  // Steps of 1, 2, 5 may leave one tick alone, and a single number is no scale.
  const coarse = niceTicks(low, high, count);
  const ticks = coarse.length >= 3 ? coarse : niceTicks(low, high, 2 * count);
  const labels = tickLabels(ticks, 'percent');
  return {
    domain: [low, high],
    ticks: ticks.map((value, i) => ({ label: labels[i]!, at: place(value) })),
    fromZero,
    place,
  };
}

/** The stretch of the line "y = x" that both axes hold; null where they share none. */
export function diagonal(x: PlaneAxis, y: PlaneAxis): readonly [number, number] | null {
  const low = Math.max(x.domain[0], y.domain[0]);
  const high = Math.min(x.domain[1], y.domain[1]);
  return high - low > niceStep(0.001) ? [low, high] : null;
}
