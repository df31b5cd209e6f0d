/**
 * Position of the largest of `count` values from `start` on, counted from `start`: the first of equals.
 * NaN is never larger, but is kept where it comes first. 0 for no values.
 */
export function argmax(
  values: ArrayLike<number>,
  start = 0,
  count = values.length - start,
): number {
  let best = start;
  for (let i = start + 1; i < start + count; i++) if (values[i]! > values[best]!) best = i;
  return best - start;
}
