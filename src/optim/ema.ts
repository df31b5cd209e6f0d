import * as tf from '../ops/tf.ts';

/**
 * One step of the moving average that is the teacher: ψ ← m·ψ + (1 − m)·θ for every weight.
 *
 * @param teacher  ψ by name; updated
 * @param student  θ by name; borrowed
 * @param momentum m in [0, 1], the weight of the OLD teacher
 * @throws Error if the student lacks a weight of the teacher
 *
 * Source: Tarvainen, Valpola 2017, arXiv:1703.01780; CaRot averages the logit scale too.
 */
export function updateTeacher(
  teacher: ReadonlyMap<string, tf.Variable>,
  student: ReadonlyMap<string, tf.Tensor>,
  momentum: number,
): void {
  for (const [name, old] of teacher) {
    const current = student.get(name);
    if (!current) throw new Error(`the student has no weight ${name}`);
    const next = tf.tidy(() => tf.add(tf.mul(old, momentum), tf.mul(current, 1 - momentum)));
    old.assign(next);
    next.dispose();
  }
}

/** How much of the old teacher is kept: one number, or a ramp over the first part of the run. */
export type MomentumSchedule =
  | { readonly kind: 'constant'; readonly momentum: number }
  | ({ readonly kind: 'linear' } & ReleasedRamp);

export interface ReleasedRamp {
  /** Momentum at step 0; the released code has 0.05. */
  readonly source: number;
  /** Momentum from the end of the ramp on; 0.9. */
  readonly target: number;
  /** Share of the run that the ramp takes; 0.2. */
  readonly warm: number;
}

/**
 * Momentum of the released schedule.
 *
 *   m(t) = source + (target − source)·t/(warm·T)  while t < warm·T, then target
 *
 * @param step t, the update it follows, counted from 0
 *
 * Source: the released code of CaRot, arXiv:2311.01723.
 */
export function releasedMomentum(
  step: number,
  totalSteps: number,
  { source, target, warm }: ReleasedRamp,
): number {
  const length = warm * totalSteps;
  return step < length ? source + ((target - source) * step) / length : target;
}

/** Momentum after update `step` (from 0), or null where the teacher rests: every `every`-th moves it. */
export function momentumAt(
  step: number,
  totalSteps: number,
  every: number,
  schedule: MomentumSchedule,
): number | null {
  if (every <= 0 || step % every !== 0) return null;
  return schedule.kind === 'constant'
    ? schedule.momentum
    : releasedMomentum(step, totalSteps, schedule);
}
