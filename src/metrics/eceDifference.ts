import { crossFittedGap } from './crossFittedGap.ts';
import { type BinnedSide, pairedGaps } from './pairedGaps.ts';

export interface EceDifference {
  /** First minus second, a fraction; NaN without samples. */
  readonly value: number;
  /** Its sampling variance over sets of n such images. */
  readonly variance: number;
}

/** The series of the variance alternates; it never counts less than this share of its first term. */
const LEAST_SHARE = 0.3;

/**
 * Difference of the cross-fitted ECEs of two evaluations of the same images in the same order.
 *
 *   Δ = Σ_b f(g_b of the first) − Σ_b f(g_b of the second)     f = `crossFittedGap`, g = `pairedGaps`
 *
 *   Var Δ = h₁ᵀ C h₁ − h₂ᵀ (C∘C) h₂ / 2! + h₃ᵀ (C∘C∘C) h₃ / 3!     h_k: kth derivatives, ± by side
 *
 * The plain difference holds what chance adds to either ECE, which is another amount where the
 * confidences differ or where one side is calibrated and the other is not. Here it is 0 on average if
 * both are calibrated, however unlike they are, and never resolved by noise alone.
 *
 * @throws RangeError unless both have as many samples
 *
 * Source: docs/decisions/difference-in-ece.md. The series is that of the variance of a function of a
 * normal vector in its derivatives, Houdré and Kagan 1995, estimated term by term.
 */
export function eceDifference(first: BinnedSide, second: BinnedSide): EceDifference {
  const { n } = first.top;
  if (second.top.n !== n) {
    throw new RangeError(`A paired difference needs the same images, got ${n} and ${second.top.n}`);
  }
  if (n === 0) return { value: Number.NaN, variance: Number.NaN };
  const { gap, covariance } = pairedGaps(first, second);
  const size = gap.length;
  const sign = (bin: number) => (bin < first.upperEdges.length ? 1 : -1);
  const fitted = Array.from(gap, (g, bin) =>
    crossFittedGap(g, Math.sqrt(Math.max(0, covariance[bin * size + bin]!))),
  );
  const term = (order: number, derivative: (at: (typeof fitted)[number]) => number) => {
    const h = fitted.map((at, bin) => sign(bin) * derivative(at));
    let sum = 0;
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) sum += h[i]! * h[j]! * covariance[i * size + j]! ** order;
    }
    return sum;
  };
  const linear = term(1, ({ slope }) => slope);
  const series =
    linear - term(2, ({ curvature }) => curvature) / 2 + term(3, ({ third }) => third) / 6;
  return {
    value: fitted.reduce((sum, { size: gapSize }, bin) => sum + sign(bin) * gapSize, 0),
    variance: Math.max(0, series, LEAST_SHARE * linear),
  };
}
