import type { MethodStyle } from '../../protocol/catalogue.ts';
import { niceDomain, niceTicks } from './niceTicks.ts';
import { tickLabels, type ValueUnit } from './tickLabels.ts';

export interface SeriesPoint {
  readonly step: number;
  readonly value: number;
}

export interface Series {
  readonly id: string;
  readonly label: string;
  readonly style: MethodStyle;
  /** By increasing step. */
  readonly points: readonly SeriesPoint[];
  /** Drawn level up to the end of the race: a value that does not change with steps. */
  readonly constant?: boolean;
  /** SVG dash pattern; default: the style's. */
  readonly dash?: string;
}

export interface Tick {
  readonly value: number;
  readonly label: string;
  readonly at: number;
}

/** Where things lie in a chart over steps, px from its upper left corner. */
export interface SeriesFrame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly lastStep: number;
  readonly domain: readonly [low: number, high: number];
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
}

export interface FrameOptions {
  readonly series: readonly Series[];
  readonly lastStep: number;
  readonly width: number;
  readonly height: number;
  readonly unit: ValueUnit;
  /** The axis starts at 0, else at the data. */
  readonly fromZero: boolean;
}

const margin = { top: 8, right: 14, bottom: 20 };
/** Width of a digit of the ticks, px, and what stands around them. */
const digit = 7;
const around = 12;

export const xOf = ({ left, right, lastStep }: SeriesFrame, step: number) =>
  left + (step / lastStep) * (right - left);

export const yOf = ({ top, bottom, domain: [low, high] }: SeriesFrame, value: number) =>
  bottom - ((value - low) / (high - low)) * (bottom - top);

/** The whole step under a place, within the axis. */
export const stepAt = ({ left, right, lastStep }: SeriesFrame, x: number) =>
  Math.round(Math.min(1, Math.max(0, (x - left) / (right - left))) * lastStep);

/** A series with its last value carried to the end of the axis, if it is a constant. */
export function drawnPoints(
  { points, constant }: Series,
  lastStep: number,
): readonly SeriesPoint[] {
  const end = points.at(-1);
  if (!constant || !end || end.step >= lastStep) return points;
  return [...points, { step: lastStep, value: end.value }];
}

/** The value at the point nearest to a step; null where the series has not come yet. */
export function valueNear(series: Series, step: number, lastStep: number): SeriesPoint | null {
  const points = drawnPoints(series, lastStep);
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return null;
  if (series.constant) return { step, value: last.value };
  const gap = points.length > 1 ? (last.step - first.step) / (points.length - 1) : lastStep / 20;
  if (step > last.step + gap / 2 || step < first.step - gap / 2) return null;
  let low = 0;
  let high = points.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (points[middle]!.step <= step) low = middle;
    else high = middle;
  }
  const before = points[low]!;
  const after = points[high]!;
  return step - before.step <= after.step - step ? before : after;
}

/** Axes and geometry of a chart over steps, for its lines and for the cursor that moves over them. */
export function seriesFrame(options: FrameOptions): SeriesFrame {
  const { series, lastStep, width, height, unit, fromZero } = options;
  const values = series.flatMap(({ points }) => points.map(({ value }) => value));
  let low = fromZero ? 0 : Number.POSITIVE_INFINITY;
  let high = fromZero ? 0 : Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const count = Math.max(3, Math.min(5, Math.floor((height - margin.top - margin.bottom) / 28)));
  const domain = values.length === 0 ? ([0, 1] as const) : niceDomain(low, high, count);
  const yValues = niceTicks(domain[0], domain[1], count);
  const labels = tickLabels(yValues, unit);
  const left = Math.max(...labels.map((label) => label.length), 2) * digit + around;
  const bare: SeriesFrame = {
    width,
    height,
    left,
    right: Math.max(left + 1, width - margin.right),
    top: margin.top,
    bottom: Math.max(margin.top + 1, height - margin.bottom),
    lastStep: Math.max(1, lastStep),
    domain,
    xTicks: [],
    yTicks: [],
  };
  const ends = [0, Math.round(bare.lastStep / 2), bare.lastStep];
  const xValues = width < 150 ? [0, bare.lastStep] : ends;
  return {
    ...bare,
    yTicks: yValues.map((value, i) => ({ value, label: labels[i]!, at: yOf(bare, value) })),
    xTicks: [...new Set(xValues)].map((value) => ({
      value,
      label: String(value),
      at: xOf(bare, value),
    })),
  };
}
