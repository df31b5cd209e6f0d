import * as tf from './tf.ts';

/** Ops that some backend does in one pass: the names under which such kernels are registered. */
export const fusedOps = {
  adamW: 'LabAdamW',
  attention: 'LabAttention',
  attentionGradient: 'LabAttentionGradient',
  block: 'LabBlock',
  blockGradient: 'LabBlockGradient',
  columnSum: 'LabColumnSum',
  crossEntropy: 'LabCrossEntropy',
  crossEntropyGradient: 'LabCrossEntropyGradient',
  divergence: 'LabDivergence',
  divergenceGradient: 'LabDivergenceGradient',
  l2Normalise: 'LabL2Normalise',
  l2NormaliseGradient: 'LabL2NormaliseGradient',
  layerNorm: 'LabLayerNorm',
  layerNormGradient: 'LabLayerNormGradient',
  linear: 'LabLinear',
  linearGradient: 'LabLinearGradient',
  pairLogits: 'LabPairLogits',
  pairLogitsGradient: 'LabPairLogitsGradient',
  patches: 'LabPatches',
  patchesGradient: 'LabPatchesGradient',
  pixels: 'LabPixels',
  quickGelu: 'LabQuickGelu',
  quickGeluGradient: 'LabQuickGeluGradient',
  sumAll: 'LabSumAll',
  tokens: 'LabTokens',
  tokensGradient: 'LabTokensGradient',
} as const;

export type FusedOp = keyof typeof fusedOps;

type Inputs = Readonly<Record<string, tf.Tensor>>;
export type Attrs = Readonly<Record<string, number>>;

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

export const usesFused = (): boolean => fused;

/** Whether a kernel can do what it is asked; one that says nothing can do all. */
export type Fits = (inputs: Readonly<Record<string, tf.TensorInfo>>, attrs: Attrs) => boolean;

const fits = new Map<string, Fits>();

/** Adds a kernel of our own to a backend; where it stands already, nothing changes. */
export function addKernel(
  op: FusedOp,
  backendName: string,
  kernelFunc: tf.KernelFunc,
  fit?: Fits,
): void {
  const kernelName = fusedOps[op];
  if (fit) fits.set(`${kernelName} ${backendName}`, fit);
  if (!tf.getKernel(kernelName, backendName)) {
    tf.registerKernel({ kernelName, backendName, kernelFunc });
  }
}

/** Which implementation an op has on the backend in use; for some inputs, where these are given. */
export function implementationOf(
  op: FusedOp,
  inputs?: Inputs,
  attrs: Attrs = {},
): 'fused' | 'composite' {
  const name = fusedOps[op];
  const backend = tf.getBackend();
  if (!fused || !tf.getKernel(name, backend)) return 'composite';
  return !inputs || (fits.get(`${name} ${backend}`)?.(inputs, attrs) ?? true)
    ? 'fused'
    : 'composite';
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
  attrs: Attrs = {},
): readonly tf.Tensor[] {
  return implementationOf(op, inputs, attrs) === 'composite'
    ? composite()
    : runFused(op, inputs, attrs);
}

/** The kernel of an op on the backend in use, which must have one. @returns new tensors */
export function runFused(op: FusedOp, inputs: Inputs, attrs: Attrs = {}): readonly tf.Tensor[] {
  const found = tf.engine().runKernel(fusedOps[op], { ...inputs }, { ...attrs });
  return [found].flat() as unknown as tf.Tensor[];
}
