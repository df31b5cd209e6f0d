import type * as tf from '../ops/tf.ts';
import type { WeightHolder } from './method.ts';

/** Names of a classifier head among the variables that an import keeps: [C, D] and [C]. */
export const headNames = { weight: 'head.weight', bias: 'head.bias' } as const;

/**
 * Weights out of a file: evaluated with the head that came with them, else with the zero-shot head of
 * their own text tower.
 */
export const imported: WeightHolder = {
  id: 'imported',
  label: 'Imported weights',
  kind: 'imported',
  summary: 'The weights of a file, as they are; nothing is trained.',
  source: 'a safetensors file in the layout of a Hugging Face CLIPModel',
  params: {},
  style: { hue: 7, marker: 'cross', open: true, dashed: false },
  inDefaultRace: false,
  evalHead: ({ state }) => {
    const weight = state.variables.get(headNames.weight);
    if (!weight) return null;
    const bias = state.variables.get(headNames.bias) ?? null;
    return { weight: weight as tf.Tensor2D, bias: bias as tf.Tensor1D | null };
  },
};
