import {
  bootstrapDefaults,
  centredInterval,
  forEachResample,
  type Interval,
} from '../math/bootstrap.ts';
import { wilsonInterval } from '../math/wilson.ts';
import { smoothEce, smoothEceAt } from './smoothEce.ts';
import type { TopLabel } from './topLabel.ts';

/** Steps of the grid over [0, 1]. */
export const GRID_STEPS = 200;
/** A kernel this many widths away weighs less than 1e-8 of its middle. */
const REACH = 6.1;

export interface SmoothPoint {
  /** Middle of the kernel. */
  readonly at: number;
  /** Mean confidence and accuracy of the samples around, weighted by the kernel. */
  readonly confidence: number;
  readonly accuracy: number;
  /** 95 %, pointwise: of the smoothed accuracy, what the smoothing itself hides is not in it. */
  readonly accuracyInterval: Interval;
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
  /** 95 % of the smooth ECE at this width, by bootstrap, centred as that of the ECE; null without draws. */
  readonly interval: Interval | null;
  /** The smooth ECE at this width that a perfectly calibrated model would show on average. */
  readonly noiseFloor: number;
  /** Along rising confidence; a stretch without a sample within a kernel's width is left out. */
  readonly points: readonly SmoothPoint[];
}

const nothing: SmoothReliability = {
  smoothEce: Number.NaN,
  bandwidth: Number.NaN,
  interval: null,
  noiseFloor: Number.NaN,
  points: [],
};

/**
 * Accuracy against confidence, both smoothed by the kernel of the smooth ECE:
 *
 *   conf(t) = Σ_i w_i·conf_i / Σ_i w_i,   acc(t) = Σ_i w_i·correct_i / Σ_i w_i,   w_i = K_σ(t, conf_i)
 *
 * with the Gaussian K_σ reflected at 0 and 1. So the curve's distance from the diagonal, weighted by
 * the density (1/N) Σ_i w_i, is the smooth ECE itself: ∫ |acc − conf|·density dt = smECE_σ. conf(t)
 * rises with t: the curve never turns back. The band is Wilson's interval at the effective n. The
 * noise floor takes the smoothed gap of a calibrated model as normal, as that of the ECE does:
 * √(2/π) ∫ √(Σ_i w_i² conf_i (1 − conf_i)) / N dt.
 *
 * @param draws of the bootstrap for the interval; 0 skips it
 * @returns NaN and no point without samples, or where a confidence is NaN (a run that diverged)
 *
 * Source: Błasiok and Nakkiran 2023, arXiv:2309.12236, section 5.
 */
export function smoothReliability(top: TopLabel, draws = 0): SmoothReliability {
  if (top.n === 0 || top.confidence.some(Number.isNaN)) return nothing;
  const { value, bandwidth } = smoothEce(top);
  const points: SmoothPoint[] = [];
  let spread = 0;
  for (let step = 0; step <= GRID_STEPS; step++) {
    const { point, deviation } = kernelMeans(step / GRID_STEPS, top, bandwidth);
    if (point) points.push(point);
    // By trapezoids: the ends count half.
    spread += step === 0 || step === GRID_STEPS ? deviation / 2 : deviation;
  }
  return {
    smoothEce: value,
    bandwidth,
    interval: intervalAt(top, bandwidth, draws),
    noiseFloor: (Math.sqrt(2 / Math.PI) * spread) / GRID_STEPS,
    points,
  };
}

/** A resample adds noise of its own, so the interval is that of the differences, around the value. */
function intervalAt(top: TopLabel, bandwidth: number, draws: number): Interval | null {
  if (draws === 0) return null;
  const values = new Float64Array(draws);
  const confidence = new Float64Array(top.n);
  const correct = new Uint8Array(top.n);
  const visit = (indices: Uint32Array, draw: number) => {
    indices.forEach((index, i) => {
      confidence[i] = top.confidence[index]!;
      correct[i] = top.correct[index]!;
    });
    values[draw] = smoothEceAt({ n: top.n, confidence, correct }, bandwidth);
  };
  forEachResample(top.n, visit, { draws });
  return centredInterval(values, smoothEceAt(top, bandwidth), bootstrapDefaults.level);
}

interface AtGridPoint {
  /** Null where the samples weigh less together than one in the middle of the kernel. */
  readonly point: SmoothPoint | null;
  /** Standard deviation of (1/N) Σ_i K_σ(t, conf_i)·(conf_i − correct_i) of calibrated answers. */
  readonly deviation: number;
}

function kernelMeans(t: number, top: TopLabel, bandwidth: number): AtGridPoint {
  let weight = 0;
  let squares = 0;
  let confidence = 0;
  let correct = 0;
  let variance = 0;
  for (let i = 0; i < top.n; i++) {
    const says = top.confidence[i]!;
    const own = kernelAt(t, says, bandwidth);
    weight += own;
    squares += own * own;
    confidence += own * says;
    correct += own * top.correct[i]!;
    variance += own * own * says * (1 - says);
  }
  const height = bandwidth * Math.sqrt(2 * Math.PI) * top.n;
  const deviation = Math.sqrt(variance) / height;
  if (!(weight >= 1)) return { point: null, deviation };
  const accuracy = Math.min(1, correct / weight);
  const effectiveN = (weight * weight) / squares;
  const point = {
    at: t,
    confidence: confidence / weight,
    accuracy,
    accuracyInterval: wilsonInterval(accuracy * effectiveN, effectiveN)!,
    density: weight / height,
    effectiveN,
  };
  return { point, deviation };
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
