import { normalCdf } from '../math/normal.ts';

/** Size of one bin's gap, and its derivatives with respect to the gap. */
export interface CrossFittedGap {
  readonly size: number;
  readonly slope: number;
  readonly curvature: number;
  readonly third: number;
}

/**
 * Size of a gap with the part that chance adds taken off: one half of the samples says on which side
 * of 0 the gap lies, the other half how far, averaged over all ways to halve them.
 *
 *   f(g) = E[(g + ε)·sign(g − ε)] = g·(2Φ(z) − 1) − 2σ·φ(z)     ε ~ N(0, σ²), z = g/σ
 *
 * Of a gap that is 0 its mean is 0, where that of |g| is 0.8σ; of a gap far beyond its noise it is |g|.
 * Between them it is too small, by 0.48σ at most: a half that errs about the side counts against it.
 *
 * @param gap       g, measured
 * @param deviation σ, its standard error; at 0 the size is |g|
 */
export function crossFittedGap(gap: number, deviation: number): CrossFittedGap {
  if (deviation === 0) {
    return { size: Math.abs(gap), slope: Math.sign(gap), curvature: 0, third: 0 };
  }
  const z = gap / deviation;
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  const side = 2 * normalCdf(z) - 1;
  return {
    size: gap * side - 2 * deviation * density,
    slope: side + 4 * z * density,
    curvature: (density * (6 - 4 * z * z)) / deviation,
    third: (z * density * (4 * z * z - 14)) / deviation ** 2,
  };
}
