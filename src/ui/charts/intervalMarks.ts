import { niceTicks } from './niceTicks.ts';
import { tickLabels, type ValueUnit } from './tickLabels.ts';

export interface IntervalAxis {
  readonly ticks: readonly { readonly label: string; readonly at: number }[];
  place(value: number): number;
}

/**
 * An axis that holds all of the values, zoomed to them.
 *
 * @param values what is not finite is left out
 * @param from   px of its left end
 * @param to     px of its right end
 */
export function intervalAxis(
  values: readonly number[],
  unit: ValueUnit,
  from: number,
  to: number,
): IntervalAxis {
  const known = values.filter(Number.isFinite);
  const all = known.length > 0 ? known : [0, 1];
  const [least, greatest] = [Math.min(...all), Math.max(...all)];
  const room = 0.06 * Math.max(greatest - least, 0.01);
  const [low, high] = [least - room, greatest + room];
  const place = (value: number) => from + ((value - low) / (high - low)) * (to - from);
  const ticks = niceTicks(low, high, Math.max(3, Math.min(6, Math.floor((to - from) / 34))));
  const labels = tickLabels(ticks, unit);
  return { ticks: ticks.map((value, i) => ({ label: labels[i]!, at: place(value) })), place };
}
