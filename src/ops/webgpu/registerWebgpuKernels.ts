import { registerFlat } from '../flat.ts';
import { type Attrs, addKernel, type Fits, type FusedOp } from '../kernels.ts';
import { registerPreparation } from '../prepareKernels.ts';
import { numberCount } from '../shapes.ts';
import type * as tf from '../tf.ts';
import { registerTimeLinear } from '../timeLinear.ts';
import { blockGradientKernel, blockKernel } from './blockKernels.ts';
import { crossEntropyGradientOp, crossEntropyOp } from './crossEntropyOps.ts';
import { type WebgpuKernel, withFloats } from './current.ts';
import {
  patchesGradientKernel,
  patchesKernel,
  tokensGradientKernel,
  tokensKernel,
} from './embedOps.ts';
import { makeFlatWeights } from './flatWeights.ts';
import {
  l2NormaliseGradientKernel,
  l2NormaliseKernel,
  layerNormGradientOp,
  layerNormOp,
  linearGradientKernel,
  linearKernel,
  pairLogitsGradientKernel,
  pairLogitsKernel,
} from './layerOps.ts';
import { pixelsKernel } from './pixelOps.ts';
import { prepareWebgpu } from './prepare.ts';
import { timeLinearWebgpu } from './timeLinear.ts';

const fused: Readonly<Partial<Record<FusedOp, WebgpuKernel>>> = {
  block: blockKernel,
  blockGradient: blockGradientKernel,
  crossEntropy: crossEntropyOp('targets'),
  crossEntropyGradient: crossEntropyGradientOp('targets'),
  divergence: crossEntropyOp('teacher'),
  divergenceGradient: crossEntropyGradientOp('teacher'),
  l2Normalise: l2NormaliseKernel,
  l2NormaliseGradient: l2NormaliseGradientKernel,
  layerNorm: layerNormOp,
  layerNormGradient: layerNormGradientOp,
  linear: linearKernel,
  linearGradient: linearGradientKernel,
  pairLogits: pairLogitsKernel,
  pairLogitsGradient: pairLogitsGradientKernel,
  patches: patchesKernel,
  patchesGradient: patchesGradientKernel,
  pixels: pixelsKernel,
  tokens: tokensKernel,
  tokensGradient: tokensGradientKernel,
};

/** The sizes of some inputs are multiples of 4: products and rows are loaded four numbers at a time. */
const inFours =
  (...names: string[]): Fits =>
  (inputs) =>
    names.every((name) => {
      const [rows, ...rest] = inputs[name]!.shape as [number, ...number[]];
      const columns = numberCount(rest);
      return rows % 4 === 0 && columns % 4 === 0;
    });

const headsInFours = ({ x }: Parameters<Fits>[0], { heads }: Attrs) =>
  (x!.shape[2]! / heads!) % 4 === 0;

const rowsInFours =
  (name: string): Fits =>
  (inputs) =>
    inputs[name]!.shape.at(-1)! % 4 === 0;

const limits: Readonly<Partial<Record<FusedOp, Fits>>> = {
  block: (inputs, attrs) =>
    inFours('qWeight', 'fc1Weight')(inputs, attrs) && headsInFours(inputs, attrs),
  layerNorm: rowsInFours('gain'),
  layerNormGradient: rowsInFours('gain'),
  linear: inFours('weight'),
  pairLogits: inFours('v'),
  patches: inFours('kernel'),
  tokens: rowsInFours('table'),
};

/** Adds our kernels to the WebGPU backend; a second call changes nothing. */
export function registerWebgpuKernels(): void {
  registerFlat('webgpu', makeFlatWeights);
  registerPreparation('webgpu', prepareWebgpu);
  registerTimeLinear('webgpu', timeLinearWebgpu);
  for (const op of Object.keys(fused) as FusedOp[]) {
    const kernel = withFloats(fused[op]!) as unknown as tf.KernelFunc;
    addKernel(op, 'webgpu', kernel, limits[op]);
  }
}
