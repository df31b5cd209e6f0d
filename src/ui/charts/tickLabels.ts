import { fixed, formatCount, formatPoints } from '../format.ts';

/** `percent` prints fractions without the sign, which stands in the chart's head. */
export type ValueUnit = 'percent' | 'number';

const most = 4;

/** Labels with just as many digits as tell neighbouring ticks apart. */
export function tickLabels(ticks: readonly number[], unit: ValueUnit): string[] {
  const scale = unit === 'percent' ? 100 : 1;
  const exact = (digits: number) =>
    ticks.every((tick) => {
      const shown = tick * scale;
      return (
        Math.abs(Number(shown.toFixed(digits)) - shown) < 1e-6 * Math.max(1e-3, Math.abs(shown))
      );
    });
  if (unit === 'number' && ticks.some((tick) => tick !== 0 && Math.abs(tick) < 0.001)) {
    return ticks.map((tick) => (tick === 0 ? '0' : tick.toExponential(0).replace('+', '')));
  }
  let digits = 0;
  while (digits < most && !exact(digits)) digits += 1;
  if (unit === 'percent') return ticks.map((tick) => formatPoints(tick, digits));
  return ticks.map((tick) => (Math.abs(tick) >= 1000 ? formatCount(tick) : fixed(tick, digits)));
}
