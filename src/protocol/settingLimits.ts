/** What a setting may be; `whole` leaves out fractions. */
export interface Limits {
  readonly min: number;
  readonly max: number;
  readonly whole?: boolean;
}

/** Of the settings that every lane shares: what is checked, and what the page's fields mark. */
export const settingLimits = {
  seed: { min: 0, max: 2 ** 32 - 1, whole: true },
  steps: { min: 1, max: 100_000, whole: true },
  batchSize: { min: 2, max: 4096, whole: true },
  maxShift: { min: 0, max: 64, whole: true },
  learningRate: { min: 0, max: 10 },
  warmupFraction: { min: 0, max: 1 },
  weightDecay: { min: 0, max: 10 },
  beta1: { min: 0, max: 0.999999 },
  beta2: { min: 0, max: 0.9999999 },
  epsilon: { min: 1e-16, max: 1 },
  clipNorm: { min: 0, max: 1e6 },
  everySteps: { min: 0, max: 100_000, whole: true },
  liveLimit: { min: 1, max: 1e6, whole: true },
  finalLimit: { min: 0, max: 1e6, whole: true },
} as const satisfies Readonly<Record<string, Limits>>;
