import { minimise } from '../math/lbfgs.ts';
import { fitTemperature } from '../metrics/temperatureScaling.ts';
import type { Calibrator, Fitted, LabelledLogits } from './calibrator.ts';
import { crossEntropy, logProbabilities } from './logProbabilities.ts';

/** Keeps the optimum finite and single where the likelihood does not; too weak to be seen elsewhere. */
export const vectorRidge = 1e-6;
/** Farther from plain temperature scaling than this, only the ridge holds a parameter. */
const farthest = 20;

/**
 * softmax(w ⊙ z + b): a weight and an offset for each class, with the least mean negative
 * log-likelihood, plus 1e-6·(‖wT − 1‖² + ‖b′‖²).
 *
 * It is searched as x_k + δ_k (x_k − m_k) + b′_k with x = z/T*, m_k the mean of x_k over the images:
 * the same maps, better to search. Without the ridge, a class without an image would be driven to
 * b = −∞, and b known only up to a constant.
 */
function fit({ logits, labels, classCount }: LabelledLogits): Fitted {
  const { temperature } = fitTemperature(logits, labels, classCount);
  const means = classMeans(logits, classCount);
  /** [n, C]; absent classes stay −Infinity. */
  const scoresAt = (theta: Float64Array, of: ArrayLike<number>) =>
    Float64Array.from({ length: of.length }, (_, i) => {
      const k = i % classCount;
      const z = of[i]!;
      if (z === Number.NEGATIVE_INFINITY) return z;
      return (z + theta[k]! * (z - means[k]!)) / temperature + theta[classCount + k]!;
    });
  const { x: theta, converged } = minimise(
    (at, gradient) => {
      const slopes = scoresAt(at, logits);
      let loss = crossEntropy(slopes, labels, classCount);
      for (let j = 0; j < at.length; j++) {
        loss += vectorRidge * at[j]! ** 2;
        gradient[j] = 2 * vectorRidge * at[j]!;
      }
      for (let i = 0; i < slopes.length; i++) {
        if (logits[i] === Number.NEGATIVE_INFINITY) continue;
        const k = i % classCount;
        gradient[k]! += (slopes[i]! * (logits[i]! - means[k]!)) / temperature;
        gradient[classCount + k]! += slopes[i]!;
      }
      return loss;
    },
    new Float64Array(2 * classCount),
    { tolerance: 1e-8, iterations: 500 },
  );
  return {
    atBound: !converged || theta.some((value) => Math.abs(value) > farthest),
    apply: (other) => logProbabilities(scoresAt(theta, other), classCount),
  };
}

/** [C] mean of each column over the rows that have it; 0 for a column that none has. */
export function classMeans(values: ArrayLike<number>, classCount: number): Float64Array {
  const sums = new Float64Array(classCount);
  const counts = new Float64Array(classCount);
  for (let i = 0; i < values.length; i++) {
    if (values[i] === Number.NEGATIVE_INFINITY) continue;
    sums[i % classCount]! += values[i]!;
    counts[i % classCount]! += 1;
  }
  return sums.map((sum, k) => sum / Math.max(1, counts[k]!));
}

export const vectorCalibrator: Calibrator = {
  id: 'vector',
  label: 'Vector scaling',
  summary: 'A weight and an offset for the logit of each class.',
  source: 'Guo et al. 2017, arXiv:1706.04599, section 4.2',
  keepsPrediction: false,
  parameters: (classCount) => 2 * classCount,
  fit,
};
