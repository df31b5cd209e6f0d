import { bisector, extent } from 'd3-array';
import { type ScaleLinear, scaleLinear } from 'd3-scale';
import type { MethodStyle } from '../../protocol/catalogue.ts';
import { isBestFromZero, niceDomain, niceTicks } from './niceTicks.ts';
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
  /** Behind the others, without a mark: what another race was like. */
  readonly faint?: boolean;
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
  /** Steps and values to px, and back. */
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
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
  /** Room to the right of the axis for the names of the lines, px; none by default. */
  readonly endRoom?: number;
}

const margin = { top: 8, right: 14, bottom: 20 };
/** Width of a digit of the ticks, px, and what stands around them. */
const digit = 7;
const around = 12;

/** The whole step under a place, within the axis. */
export const stepAt = ({ x, lastStep }: SeriesFrame, px: number) =>
  Math.round(Math.min(lastStep, Math.max(0, x.invert(px))));

/** A series with its last value carried to the end of the axis, if it is a constant. */
export function drawnPoints(
  { points, constant }: Series,
  lastStep: number,
): readonly SeriesPoint[] {
  const end = points.at(-1);
  if (!constant || !end || end.step >= lastStep) return points;
  return [...points, { step: lastStep, value: end.value }];
}

const nearest = bisector((point: SeriesPoint) => point.step).center;

/** The value at the point nearest to a step; null where the series has not come yet. */
export function valueNear(series: Series, step: number, lastStep: number): SeriesPoint | null {
  const points = drawnPoints(series, lastStep);
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return null;
  if (series.constant) return { step, value: last.value };
  const gap = points.length > 1 ? (last.step - first.step) / (points.length - 1) : lastStep / 20;
  if (step > last.step + gap / 2 || step < first.step - gap / 2) return null;
  return points[nearest(points, step)]!;
}

/** Whether an axis from 0 leaves lines room to differ: accuracies between 70 and 86 % have none on it. */
export function haveRoomFromZero(series: readonly Series[]): boolean {
  const values = series.flatMap(({ points }) => points.map(({ value }) => value));
  const [low = 0, high = 0] = extent(values);
  return isBestFromZero(low, high);
}

/** Axes and geometry of a chart over steps, for its lines and for the cursor that moves over them. */
export function seriesFrame(options: FrameOptions): SeriesFrame {
  const { series, lastStep, width, height, unit, fromZero, endRoom = 0 } = options;
  const values = series.flatMap(({ points }) => points.map(({ value }) => value));
  const [low = 0, high = 1] = extent(fromZero && values.length > 0 ? [0, ...values] : values);
  const count = Math.max(3, Math.min(5, Math.floor((height - margin.top - margin.bottom) / 28)));
  const domain = values.length === 0 ? ([0, 1] as const) : niceDomain(low, high, count);
  const yValues = niceTicks(domain[0], domain[1], count);
  const labels = tickLabels(yValues, unit);
  const left = Math.max(...labels.map((label) => label.length), 2) * digit + around;
  const right = Math.max(left + 1, width - margin.right - endRoom);
  const top = margin.top;
  const bottom = Math.max(top + 1, height - margin.bottom);
  const end = Math.max(1, lastStep);
  const x = scaleLinear([0, end], [left, right]);
  const y = scaleLinear(domain, [bottom, top]);
  const xValues = width < 150 ? [0, end] : [0, Math.round(end / 2), end];
  return {
    width,
    height,
    left,
    right,
    top,
    bottom,
    lastStep: end,
    domain,
    x,
    y,
    yTicks: yValues.map((value, i) => ({ value, label: labels[i]!, at: y(value) })),
    xTicks: [...new Set(xValues)].map((value) => ({ value, label: String(value), at: x(value) })),
  };
}
