import * as tf from './tf.ts';

/** Ops that some backend does in one pass: the names under which such kernels are registered. */
export const fusedOps = {
  adamW: 'LabAdamW',
  columnSum: 'LabColumnSum',
  sumAll: 'LabSumAll',
  layerNorm: 'LabLayerNorm',
  layerNormGradient: 'LabLayerNormGradient',
  attention: 'LabAttention',
  attentionGradient: 'LabAttentionGradient',
  quickGelu: 'LabQuickGelu',
  quickGeluGradient: 'LabQuickGeluGradient',
} as const;

export type FusedOp = keyof typeof fusedOps;

type Inputs = Readonly<Record<string, tf.Tensor>>;

let fused = true;

/**
 * Whether ops may use kernels of their own. Off, everything is composed of stock ops: the oracle of
 * the kernels, and what a measurement compares them with.
 *
 * @returns what it was before
 */
export function useFused(on: boolean): boolean {
  const before = fused;
  fused = on;
  return before;
}

/** Which implementation an op has on the backend in use. */
export function implementationOf(op: FusedOp): 'fused' | 'composite' {
  return fused && tf.getKernel(fusedOps[op], tf.getBackend()) ? 'fused' : 'composite';
}

/**
 * Runs an op: its kernel on the backend in use, where there is one, else its composition of stock ops.
 * Every op with two implementations asks here, and nothing outside `ops` knows that it has two.
 *
 * A kernel takes the inputs by name and gives its results in the order in which `composite` does.
 *
 * @returns new tensors, which belong to the caller
 */
export function runOp(
  op: FusedOp,
  inputs: Inputs,
  composite: () => readonly tf.Tensor[],
  attrs: Readonly<Record<string, number>> = {},
): readonly tf.Tensor[] {
  if (implementationOf(op) === 'composite') return composite();
  const found = tf.engine().runKernel(fusedOps[op], { ...inputs }, { ...attrs });
  return [found].flat() as unknown as tf.Tensor[];
}
