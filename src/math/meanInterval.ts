interface Measured {
  readonly value: number;
  readonly interval: readonly [low: number, high: number] | null;
}

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
  measured: readonly Measured[],
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

/**
 * The interval of first − second of two values measured apart, by the same rule: wider than that of a
 * paired difference where both share what is hard.
 *
 *   (a − b) − √((a − a_low)² + (b_high − b)²)  to  (a − b) + √((a_high − a)² + (b − b_low)²)
 *
 * @returns null unless both have an interval
 *
 * Source: Zou and Donner 2008, Stat. Med. 27, 1693.
 */
export function differenceInterval(
  first: Measured,
  second: Measured,
): readonly [low: number, high: number] | null {
  if (!first.interval || !second.interval) return null;
  const difference = first.value - second.value;
  const [firstLow, firstHigh] = first.interval;
  const [secondLow, secondHigh] = second.interval;
  return [
    difference - Math.hypot(first.value - firstLow, secondHigh - second.value),
    difference + Math.hypot(firstHigh - first.value, second.value - secondLow),
  ];
}
