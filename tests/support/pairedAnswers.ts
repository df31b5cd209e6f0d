import type { Rng } from '../../src/math/rng.ts';
import type { TopLabel } from '../../src/metrics/topLabel.ts';

const logistic = (x: number) => 1 / (1 + Math.exp(-x));
/** Φ by its logistic twin, close enough to place an answer. */
const share = (x: number) => logistic(1.5976 * x + 0.07056 * x ** 3);
const logit = (p: number) => Math.log(p / (1 - p));

/** Standard normal, by Box and Muller. */
export const normalOf = (rng: Rng) =>
  Math.sqrt(-2 * Math.log(1 - rng.uniform())) * Math.cos(2 * Math.PI * rng.uniform());

/** How sure a model is: mean and spread of the log-odds of its confidence above 1 in 10. */
export const kinds = {
  /** Most answers near 1, as after fine-tuning. */
  sharp: { mean: 2.5, spread: 2 },
  /** Spread over all bins, as without. */
  broad: { mean: 1, spread: 1.6 },
} as const;

export interface FakeModel {
  readonly kind: keyof typeof kinds;
  /** 0 calibrated; 1 as much too sure as can be: all log-odds shrink to those of 1 in 4. */
  readonly tooSure: number;
}

const accuracyAt = (confidence: number, { tooSure }: FakeModel) =>
  tooSure === 0 ? confidence : logistic((1 - tooSure) * logit(confidence) - tooSure);

/**
 * Answers of two models to the same n images: hard images are hard for both, in what they are sure
 * of and in what they get right.
 */
export function pairedAnswers(models: readonly [FakeModel, FakeModel], n: number, rng: Rng) {
  const tops = models.map(() => ({
    n,
    confidence: new Float64Array(n),
    correct: new Uint8Array(n),
  }));
  for (let i = 0; i < n; i++) {
    const [ease, luck] = [normalOf(rng), normalOf(rng)];
    for (const [m, model] of models.entries()) {
      const { mean, spread } = kinds[model.kind];
      const own = 0.7 * ease + Math.sqrt(1 - 0.49) * normalOf(rng);
      const confidence = 0.1 + 0.8999 * logistic(mean + spread * own);
      const answer = share(Math.sqrt(0.6) * luck + Math.sqrt(0.4) * normalOf(rng));
      tops[m]!.confidence[i] = confidence;
      tops[m]!.correct[i] = answer < accuracyAt(confidence, model) ? 1 : 0;
    }
  }
  return tops as [TopLabel, TopLabel];
}

/** ECE of infinitely many images: the gaps without the chance of the answers. */
export function populationEce(model: FakeModel, binCount: number, rng: Rng, n = 200_000): number {
  const gap = new Float64Array(binCount);
  const { mean, spread } = kinds[model.kind];
  for (let i = 0; i < n; i++) {
    const confidence = 0.1 + 0.8999 * logistic(mean + spread * normalOf(rng));
    const bin = Math.ceil(confidence * binCount) - 1;
    gap[bin]! += confidence - accuracyAt(confidence, model);
  }
  return gap.reduce((sum, one) => sum + Math.abs(one), 0) / n;
}

/** The share by which a model must be too sure for a given ECE. */
export function tooSureFor(
  kind: FakeModel['kind'],
  ece: number,
  binCount: number,
  rng: () => Rng,
): number {
  let [low, high] = [0, 0.9];
  for (let step = 0; ece > 0 && step < 14; step++) {
    const tooSure = (low + high) / 2;
    if (populationEce({ kind, tooSure }, binCount, rng(), 40_000) < ece) low = tooSure;
    else high = tooSure;
  }
  return ece > 0 ? (low + high) / 2 : 0;
}
