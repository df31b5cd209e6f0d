import { minimise, type Objective } from '../math/lbfgs.ts';
import type { Calibrator, Fitted, LabelledLogits } from './calibrator.ts';
import { crossEntropy, logProbabilities } from './logProbabilities.ts';
import { fitOneTemperature } from './temperature.ts';
import { classMeans } from './vectorScaling.ts';

/** [n, C] scores (I + D)·x + b, θ = [D row-major, b]; −Infinity where `offered` has it. */
function scoresAt(
  theta: Float64Array,
  x: Float64Array,
  offered: ArrayLike<number>,
  classCount: number,
): Float64Array {
  const scores = new Float64Array(x.length);
  for (let row = 0; row < x.length; row += classCount) {
    for (let k = 0; k < classCount; k++) {
      const from = k * classCount;
      let score = x[row + k]! + theta[classCount * classCount + k]!;
      for (let j = 0; j < classCount; j++) score += theta[from + j]! * x[row + j]!;
      scores[row + k] = offered[row + k] === Number.NEGATIVE_INFINITY ? -Infinity : score;
    }
  }
  return scores;
}

/** Features of an absent class are its mean, so that its absence moves no other class. */
const filled = (x: Float64Array, means: Float64Array) =>
  x.map((value, i) => (value === Number.NEGATIVE_INFINITY ? means[i % means.length]! : value));

/**
 * The objective of structured matrix scaling in θ = [D row-major, b], for features x = log softmax(z/T*).
 *
 *   mean CE(softmax((I + D)x + b), y) + (C/n)·(‖b‖² + ‖diag D‖²) + (C(C − 1)/n)·‖off-diagonal D‖²
 *
 * @param features [n, C], without absent classes: see `filled`
 * @param offered [n, C] −Infinity where a row does not offer a class
 */
export const structuredObjective =
  (
    features: Float64Array,
    offered: ArrayLike<number>,
    labels: ArrayLike<number>,
    classCount: number,
  ): Objective =>
  (theta, gradient) => {
    const n = labels.length;
    const slopes = scoresAt(theta, features, offered, classCount);
    let loss = crossEntropy(slopes, labels, classCount);
    const square = classCount * classCount;
    for (let i = 0; i < theta.length; i++) {
      const structural = i >= square || i % (classCount + 1) === 0;
      const penalty = (classCount * (structural ? 1 : classCount - 1)) / n;
      loss += penalty * theta[i]! ** 2;
      gradient[i] = 2 * penalty * theta[i]!;
    }
    for (let row = 0; row < slopes.length; row += classCount) {
      for (let k = 0; k < classCount; k++) {
        const slope = slopes[row + k]!;
        const from = k * classCount;
        gradient[square + k]! += slope;
        for (let j = 0; j < classCount; j++) gradient[from + j]! += slope * features[row + j]!;
      }
    }
    return loss;
  };

/** Which form of the published method this is: docs/decisions/structured-matrix-scaling.md. */
function fit(set: LabelledLogits): Fitted {
  const { logits, labels, classCount } = set;
  const temperature = fitOneTemperature(set);
  const x = temperature.apply(logits);
  const means = classMeans(x, classCount);
  const { x: theta, converged } = minimise(
    structuredObjective(filled(x, means), logits, labels, classCount),
    new Float64Array(classCount * (classCount + 1)),
    { tolerance: 1e-8, iterations: 300 },
  );
  return {
    atBound: temperature.atBound || !converged,
    apply: (other) => {
      const own = filled(temperature.apply(other), means);
      return logProbabilities(scoresAt(theta, own, other, classCount), classCount);
    },
  };
}

export const matrixCalibrator: Calibrator = {
  id: 'structuredMatrix',
  label: 'Structured matrix scaling',
  summary:
    'Temperature, then a matrix and offsets on the log-probabilities, each part held back as far as the images ask for.',
  source: 'Berta et al. 2025, arXiv:2511.03685',
  keepsPrediction: false,
  parameters: (classCount) => classCount * (classCount + 1) + 1,
  fit,
};
