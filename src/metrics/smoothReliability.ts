import { wilsonInterval } from '../math/wilson.ts';
import { smoothEce } from './smoothEce.ts';
import type { TopLabel } from './topLabel.ts';

/** Steps of the grid over [0, 1]. */
const STEPS = 200;
/** A kernel this many widths away weighs less than 1e-8 of its middle. */
const REACH = 6.1;

export interface SmoothPoint {
  /** Mean confidence and accuracy of the samples around, weighted by the kernel. */
  readonly confidence: number;
  readonly accuracy: number;
  /** 95 %, pointwise: of the smoothed accuracy, what the smoothing itself hides is not in it. */
  readonly accuracyInterval: readonly [low: number, high: number];
  /** Of the samples, at the middle of the kernel; 1 where they are spread evenly over [0, 1]. */
  readonly density: number;
  /** Samples that would tell the accuracy as well, if all weighed the same: (Σw)² / Σw². */
  readonly effectiveN: number;
}

/** A reliability diagram without bins. */
export interface SmoothReliability {
  /** Smooth calibration error, and the width of the kernel, which is the same number. */
  readonly smoothEce: number;
  readonly bandwidth: number;
  /** Along rising confidence; a stretch without a sample within a kernel's width is left out. */
  readonly points: readonly SmoothPoint[];
}

/**
 * Accuracy against confidence, both smoothed by the kernel of the smooth ECE:
 *
 *   conf(t) = Σ_i w_i·conf_i / Σ_i w_i,   acc(t) = Σ_i w_i·correct_i / Σ_i w_i,   w_i = K_σ(t, conf_i)
 *
 * with the Gaussian K_σ reflected at 0 and 1. So the curve's distance from the diagonal, weighted by
 * the density (1/N) Σ_i w_i, is the smooth ECE itself: ∫ |acc − conf|·density dt = smECE_σ. conf(t)
 * rises with t: the curve never turns back. The band is Wilson's interval at the effective n.
 *
 * Source: Błasiok and Nakkiran 2023, arXiv:2309.12236, section 5.
 */
export function smoothReliability(top: TopLabel): SmoothReliability {
  const { value, bandwidth } = smoothEce(top);
  const points: SmoothPoint[] = [];
  for (let step = 0; step <= STEPS && top.n > 0; step++) {
    const point = pointAt(step / STEPS, top, bandwidth);
    if (point) points.push(point);
  }
  return { smoothEce: value, bandwidth, points };
}

/** Null where the samples weigh less together than one in the middle of the kernel. */
function pointAt(t: number, top: TopLabel, bandwidth: number): SmoothPoint | null {
  let weight = 0;
  let squares = 0;
  let confidence = 0;
  let correct = 0;
  for (let i = 0; i < top.n; i++) {
    const own = kernelAt(t, top.confidence[i]!, bandwidth);
    weight += own;
    squares += own * own;
    confidence += own * top.confidence[i]!;
    correct += own * top.correct[i]!;
  }
  if (!(weight >= 1)) return null;
  const accuracy = Math.min(1, correct / weight);
  const effectiveN = (weight * weight) / squares;
  return {
    confidence: confidence / weight,
    accuracy,
    accuracyInterval: wilsonInterval(accuracy * effectiveN, effectiveN)!,
    density: weight / (bandwidth * Math.sqrt(2 * Math.PI) * top.n),
    effectiveN,
  };
}

/** σ√2π·K_σ(t, c): 1 in the middle; the sum over c and its mirror images at 0 and 1. */
function kernelAt(t: number, c: number, bandwidth: number): number {
  const reach = REACH * bandwidth;
  let sum = 0;
  for (let shift = -2 * Math.ceil(reach / 2); shift <= reach + 2; shift += 2) {
    for (const image of [shift + c, shift - c]) {
      const distance = (t - image) / bandwidth;
      if (Math.abs(distance) <= REACH) sum += Math.exp(-(distance * distance) / 2);
    }
  }
  return sum;
}
