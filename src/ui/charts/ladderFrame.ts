import { niceDomain, niceTicks } from './niceTicks.ts';
import { tickLabels } from './tickLabels.ts';

export interface LadderFrame {
  readonly x: (severity: number) => number;
  readonly y: (value: number) => number;
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly yTicks: readonly { readonly value: number; readonly label: string }[];
}

export const hardest = 5;
const margin = { left: 28, right: 12, top: 8, bottom: 20 };
/** Between the axis and severity 0: marks stand beside it. */
const inset = 12;

/** The plot of a ladder: severity 0 to 5 across, values from 0 to a round number above all of them. */
export function ladderFrame(values: readonly number[], width: number, height: number): LadderFrame {
  const [, high] = niceDomain(0, Math.max(0.05, ...values), 4);
  const right = width - margin.right / 2;
  const bottom = height - margin.bottom;
  const ticks = niceTicks(0, high, 4);
  const labels = tickLabels(ticks, 'percent');
  return {
    x: (severity) => margin.left + inset + (severity / hardest) * (right - margin.left - 2 * inset),
    y: (value) => bottom - (value / high) * (bottom - margin.top),
    left: margin.left,
    right,
    bottom,
    yTicks: ticks.map((value, index) => ({ value, label: labels[index]! })),
  };
}
