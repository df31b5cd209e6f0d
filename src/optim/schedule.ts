export interface Schedule {
  /** Peak learning rate, reached at the end of the warm-up. */
  readonly baseRate: number;
  /** Updates of linear warm-up, ≥ 1. */
  readonly warmupSteps: number;
  readonly totalSteps: number;
  /** Added to the cosine, not a floor under it; 0 by default. */
  readonly minRate?: number;
}

/**
 * Learning rate of one update: linear warm-up, then half a cosine.
 *
 *   η(t) = base·(t + 1)/W                            t < W
 *   η(t) = ½·base·(1 + cos(π·(t − W)/(T − W))) + min    otherwise
 *
 * @param step t, updates done before this one
 * @returns the rate; 0 + min at t = T
 *
 * Source: the released code of FLYP and CaRot, `cosine_lr`.
 */
export function learningRate(step: number, schedule: Schedule): number {
  const { baseRate, warmupSteps, totalSteps, minRate = 0 } = schedule;
  if (step < warmupSteps) return (baseRate * (step + 1)) / warmupSteps;
  const progress = (step - warmupSteps) / (totalSteps - warmupSteps);
  return 0.5 * baseRate * (1 + Math.cos(Math.PI * progress)) + minRate;
}

/**
 * Updates of warm-up for a share of the run: at least one. The released code uses 500 whatever the
 * length, so that a run of 500 updates or fewer never leaves the warm-up; a share has no such trap.
 */
export function warmupSteps(warmupFraction: number, totalSteps: number): number {
  return Math.max(1, Math.round(warmupFraction * totalSteps));
}

export interface RunSchedule {
  readonly baseRate: number;
  /** Share of the updates spent in warm-up, 0..1. */
  readonly warmupFraction: number;
  readonly totalSteps: number;
}

/** Learning rate of update `step` (from 0) of a run whose warm-up is a share of its length. */
export function learningRateAt(step: number, run: RunSchedule): number {
  const { baseRate, warmupFraction, totalSteps } = run;
  return learningRate(step, {
    baseRate,
    totalSteps,
    warmupSteps: warmupSteps(warmupFraction, totalSteps),
  });
}
