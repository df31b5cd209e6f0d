import type * as tf from '../ops/tf.ts';
import type { HeadOf } from './method.ts';

/** Names of a classifier head among the variables that a method or an import keeps: [C, D] and [C]. */
export const headNames = { weight: 'head.weight', bias: 'head.bias' } as const;

/** The head that was trained, or came, with the weights; null where there is none. */
export const ownHead: HeadOf = (variables) => {
  const weight = variables.get(headNames.weight);
  if (!weight) return null;
  const bias = variables.get(headNames.bias) ?? null;
  return { weight: weight as tf.Tensor2D, bias: bias as tf.Tensor1D | null };
};
