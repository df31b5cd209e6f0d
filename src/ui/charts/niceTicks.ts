/**
 * Round values from `low` to `high`, about `count` of them: steps of 1, 2 or 5 times a power of ten.
 * The first lies at or above `low`, the last at or below `high`; a range without width gives its value.
 */
export function niceTicks(low: number, high: number, count: number): number[] {
  if (!(high > low)) return Number.isFinite(low) ? [low] : [];
  const step = niceStep((high - low) / Math.max(1, count));
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  // Multiplied, not added up, and rounded: 3 × 0.1 shall be 0.3.
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

/** The least of 1, 2, 5 times a power of ten that is not below `rough`. */
export function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((f) => f * power >= rough * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** Whether an axis of data from `low` to `high` may begin at 0: that costs less than a third of it. */
export const isBestFromZero = (low: number, high: number) => low <= 0.34 * high;

/** `low` and `high` moved out to round values. */
export function niceDomain(low: number, high: number, count: number): readonly [number, number] {
  if (!(high > low)) {
    const room = Math.abs(low) * 0.1 || 1;
    return niceDomain(low - room, low + room, count);
  }
  const step = niceStep((high - low) / Math.max(1, count));
  const round = (value: number) => Number(value.toPrecision(12));
  return [round(Math.floor(low / step + 1e-9) * step), round(Math.ceil(high / step - 1e-9) * step)];
}
