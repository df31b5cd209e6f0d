/**
 * The interval of an unweighted mean of values measured apart, each with an interval of its own.
 *
 *   mean ± √(Σ dᵢ²) / k,   dᵢ the distance from value i to its bound, below and above separately
 *
 * Takes the values as independent: exact for normal ones, close for bootstrap percentiles of separate
 * test sets. The model is the same for all sets; what the choice of another model would change is not
 * in it.
 *
 * @returns null if there is no value, or one without an interval
 */
export function meanInterval(
  measured: readonly {
    readonly value: number;
    readonly interval: readonly [low: number, high: number] | null;
  }[],
): readonly [low: number, high: number] | null {
  if (measured.length === 0) return null;
  let below = 0;
  let above = 0;
  let sum = 0;
  for (const { value, interval } of measured) {
    if (!interval) return null;
    below += (value - interval[0]) ** 2;
    above += (interval[1] - value) ** 2;
    sum += value;
  }
  const k = measured.length;
  return [sum / k - Math.sqrt(below) / k, sum / k + Math.sqrt(above) / k];
}
