const SERIES_END = 3;
const FRACTION_TERMS = 60;

/** erf(x) for |x| ≤ 3 by its series with positive terms only, so nothing cancels. */
function erfSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let k = 1; Math.abs(term) > 1e-17 * Math.abs(sum); k++) {
    term *= (2 * x * x) / (2 * k + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** erfc(x) for x > 3 by its continued fraction, from the far end. */
function erfcFraction(x: number): number {
  let tail = x;
  for (let k = FRACTION_TERMS; k >= 1; k--) tail = x + k / 2 / tail;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / tail;
}

/**
 * Φ(x), the cumulative distribution of the standard normal, to about 1e-15.
 *
 *   Φ(x) = ½ · erfc(−x / √2)
 *
 * @returns a probability; ½ at 0
 *
 * Source: Abramowitz and Stegun 1964, 7.1.6 (series) and 7.1.14 (continued fraction).
 */
export function normalCdf(x: number): number {
  const scaled = Math.abs(x) / Math.SQRT2;
  const upperTail = scaled <= SERIES_END ? (1 - erfSeries(scaled)) / 2 : erfcFraction(scaled) / 2;
  return x < 0 ? upperTail : 1 - upperTail;
}

/**
 * E|X| of a normal variable X with mean μ and standard deviation σ (folded normal).
 *
 *   σ·√(2/π)·exp(−μ²/2σ²) + μ·(1 − 2Φ(−μ/σ));   |μ| for σ = 0
 */
export function meanAbsoluteNormal(mean: number, deviation: number): number {
  if (deviation === 0) return Math.abs(mean);
  const z = mean / deviation;
  return (
    deviation * Math.sqrt(2 / Math.PI) * Math.exp((-z * z) / 2) + mean * (1 - 2 * normalCdf(-z))
  );
}
