import { described } from '../store/engine/described.ts';
import type { Facts } from './facts.ts';
import type { Formula } from './formula.ts';

/** ε of a method in the run on the page; null where it has none. */
export function epsilonOf(facts: Facts, id: string): number | null {
  const value = facts.lane(id)?.params.labelSmoothing;
  return typeof value === 'number' ? value : null;
}

const classesOf = ({ state }: Facts) => {
  const { catalogue } = state.engine;
  const wanted = described(state.engine)?.dataset.id;
  return catalogue?.datasets.find((dataset) => dataset.id === wanted)?.classCount ?? null;
};

/** The loss of a classifier with label smoothing over its classes. */
export const crossEntropyFormula = (id: string): Formula => ({
  spoken: 'The loss is minus the sum over classes k of q k times the logarithm of p k.',
  parts: [
    {
      symbol: 'L',
      means: 'the loss: its last value in training, in nats',
      value: (facts) => {
        const last = facts.log(id)?.scalars.loss?.at(-1);
        return last === undefined ? null : facts.number(last);
      },
    },
    '= −',
    {
      symbol: 'Σ_k',
      means: 'added up over the classes',
      value: (facts) => {
        const classes = classesOf(facts);
        return classes === null ? null : `${facts.count(classes)} classes`;
      },
    },
    {
      symbol: 'q_k',
      means: 'what is asked for: 1 − ε + ε/K for the right class, ε/K for each other',
      value: (facts) => {
        const [epsilon, classes] = [epsilonOf(facts, id), classesOf(facts)];
        if (epsilon === null || classes === null) return null;
        return `${facts.percent(1 - epsilon + epsilon / classes)}, and ${facts.percent(epsilon / classes, 2)} each`;
      },
    },
    '· log',
    {
      symbol: 'p_k',
      means: 'what the model answers; shown: its mean confidence on ID',
      value: (facts) => {
        const summary = facts.latestSet(id, 'id');
        return summary ? facts.percent(summary.meanConfidence) : null;
      },
    },
    ', ',
    {
      symbol: 'ε',
      means: 'label smoothing: the share that is spread over all classes',
      value: (facts) => {
        const epsilon = epsilonOf(facts, id);
        return epsilon === null ? null : facts.number(epsilon);
      },
    },
  ],
  of: (facts) => `${facts.name(id)} in this run`,
});
