export interface Point {
  readonly step: number;
  readonly value: number;
}

/**
 * Thins a series to at most `limit` points without losing a spike: each stretch of steps keeps its
 * lowest and its highest value, in their order, and the last point always stays.
 *
 * @param steps  increasing
 * @param values one for each step
 * @param limit  at least 4
 */
export function decimate(
  steps: readonly number[],
  values: readonly number[],
  limit = 240,
): readonly Point[] {
  const count = Math.min(steps.length, values.length);
  const point = (index: number): Point => ({ step: steps[index]!, value: values[index]! });
  if (count <= limit) return Array.from({ length: count }, (_, index) => point(index));

  const stretches = Math.floor((limit - 1) / 2);
  const kept: Point[] = [];
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    const from = Math.floor((stretch * (count - 1)) / stretches);
    const to = Math.floor(((stretch + 1) * (count - 1)) / stretches);
    let low = from;
    let high = from;
    for (let index = from + 1; index < to; index += 1) {
      if (values[index]! < values[low]!) low = index;
      if (values[index]! > values[high]!) high = index;
    }
    kept.push(point(Math.min(low, high)));
    if (low !== high) kept.push(point(Math.max(low, high)));
  }
  kept.push(point(count - 1));
  return kept;
}
