/** 97.5th percentile of the standard normal. */
const z = 1.959963984540054;

/**
 * 95 % score interval of a share of which k of n were seen.
 *
 *   (p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n)     p = k/n, z = 1.96
 *
 * Inside [0, 1] and sensible at 0 and n of n, where the normal interval collapses.
 *
 * @returns fractions; null for n = 0
 *
 * Source: Wilson 1927, J. Am. Stat. Assoc. 22, 209.
 */
export function wilsonInterval(k: number, n: number): readonly [low: number, high: number] | null {
  if (n === 0) return null;
  const p = k / n;
  const centre = p + (z * z) / (2 * n);
  const spread = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return [Math.max(0, (centre - spread) / scale), Math.min(1, (centre + spread) / scale)];
}
