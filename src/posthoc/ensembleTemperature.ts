import { softmax } from '../metrics/softmax.ts';
import type { Calibrator, Fitted, LabelledLogits } from './calibrator.ts';
import { fitOneTemperature } from './temperature.ts';

const iterations = 5000;
/** The search ends where the mean NLL is at most so far from the least there is, nats. */
const goal = 1e-9;
/** Where it has not come so near, it has not got there. */
const enough = 1e-6;

/**
 * The mixture weights of given components with the least mean negative log-likelihood: convex, by
 * expectation–maximisation with longer steps, w_j ∝ w_j·g_j^η, as long as they help. η = 1 is the
 * plain step, which never makes it worse. With g_j = mean(p_j / mix) the distance to the optimum is
 * at most log max g_j. The first component alone is taken where it is as good.
 *
 * @param likelihood [n, J] row-major: each component's probability of the label
 * @returns weights [J], which sum to 1, and whether the search got there
 */
export function fitMixture(likelihood: Float64Array, componentCount: number) {
  const n = likelihood.length / componentCount;
  /** Summed log-likelihood and gains. */
  const look = (weights: Float64Array) => {
    const gains = new Float64Array(componentCount);
    let total = 0;
    for (let row = 0; row < likelihood.length; row += componentCount) {
      let mix = 0;
      for (let j = 0; j < componentCount; j++) mix += weights[j]! * likelihood[row + j]!;
      total += Math.log(mix);
      for (let j = 0; j < componentCount; j++) gains[j]! += likelihood[row + j]! / mix / n;
    }
    return { weights, total, gains, gap: Math.log(Math.max(...gains)) };
  };
  const step = ({ weights, gains }: ReturnType<typeof look>, length: number) => {
    const raised = weights.map((weight, j) => weight * gains[j]! ** length);
    const sum = raised.reduce((all, weight) => all + weight, 0);
    return look(raised.map((weight) => weight / sum));
  };
  let at = look(new Float64Array(componentCount).fill(1 / componentCount));
  for (let i = 0, length = 1; i < iterations && at.gap > goal; i++) {
    const next = step(at, length);
    const better = next.total > at.total;
    if (better || length === 1) at = next;
    length = better ? length * 1.5 : 1;
  }
  const first = look(at.weights.map((_, j) => (j === 0 ? 1 : 0)));
  const best = first.total >= at.total ? first : at;
  return { weights: best.weights, converged: at.gap <= enough || first.gap <= enough };
}

/**
 * w1·softmax(z/T*) + w2·softmax(z) + w3·uniform, with weights ≥ 0 that sum to 1. T* is that of
 * temperature scaling, the weights come after it, as published; both by NLL. Uniform is over the
 * classes that a row offers.
 */
function fit(set: LabelledLogits): Fitted {
  const { logits, labels, classCount } = set;
  const { temperature, atBound } = fitOneTemperature(set);
  const partsOf = (of: ArrayLike<number>) => {
    const scaled = softmax(of, classCount, temperature);
    const raw = softmax(of, classCount);
    const uniform = new Float64Array(of.length);
    for (let row = 0; row < of.length; row += classCount) {
      let offered = 0;
      for (let k = row; k < row + classCount; k++) if (of[k]! > Number.NEGATIVE_INFINITY) offered++;
      for (let k = row; k < row + classCount; k++) {
        uniform[k] = of[k]! > Number.NEGATIVE_INFINITY ? 1 / offered : 0;
      }
    }
    return [scaled, raw, uniform] as const;
  };
  const parts = partsOf(logits);
  const likelihood = Float64Array.from({ length: labels.length * parts.length }, (_, at) => {
    const i = Math.floor(at / parts.length);
    return parts[at % parts.length]![i * classCount + labels[i]!]!;
  });
  const { weights, converged } = fitMixture(likelihood, parts.length);
  const [w1, w2, w3] = weights as unknown as readonly [number, number, number];
  return {
    atBound: atBound || !converged,
    apply: (other) => {
      const [scaled, raw, uniform] = partsOf(other);
      return scaled.map((p, i) => Math.log(w1 * p + w2 * raw[i]! + w3 * uniform[i]!));
    },
  };
}

export const ensembleCalibrator: Calibrator = {
  id: 'ensembleTemperature',
  label: 'Ensemble temperature',
  summary: 'A mixture of the scaled answer, the raw answer and none at all.',
  source: 'Zhang et al. 2020, arXiv:2003.07329, section 4.1',
  keepsPrediction: true,
  parameters: () => 3,
  fit,
};
