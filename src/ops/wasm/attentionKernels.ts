import type * as tf from '../tf.ts';
import { reserveScratch } from './kernelHeap.ts';
import { type Desk, simdKernel } from './simdKernel.ts';

/** Sizes of a call and scratch for it: batch, heads, queries, length, width, scale. */
function prepare({ inputs, numbers, kernels, backend }: Desk) {
  const [batch, queries, width] = inputs.q!.shape as [number, number, number];
  const length = inputs.k!.shape[1]!;
  const heads = numbers.heads!;
  reserveScratch(backend, kernels.attentionScratch(queries, length, width / heads));
  const sizes = [batch, heads, queries, length, width, 1 / Math.sqrt(width / heads)];
  return { weightShape: [batch, heads, queries, length], sizes };
}

/** Bytes from one element to the next on each axis of [B, H, Q, T]; 0 where a mask is broadcast. */
function stridesOf(mask: tf.TensorInfo | undefined): number[] {
  const shape = mask?.shape ?? [];
  const strides = [0, 0, 0, 0];
  let step = 4;
  for (let axis = 1; axis <= shape.length; axis++) {
    const size = shape.at(-axis)!;
    if (size > 1) strides[4 - axis] = step;
    step *= size;
  }
  return strides;
}

/** All heads of a batch, without transposes: see attention. */
export const attentionKernel = simdKernel((desk) => {
  const { inputs, kernels, at, make, addressOf } = desk;
  const { weightShape, sizes } = prepare(desk);
  const outputs = [make(inputs.q!.shape), make(weightShape)];
  const given = ['q', 'k', 'v', 'mask'].map(at);
  kernels.attention(...given, ...stridesOf(inputs.mask), ...outputs.map(addressOf), ...sizes);
  return outputs;
});

export const attentionGradientKernel = simdKernel((desk) => {
  const { inputs, kernels, at, make, addressOf } = desk;
  const { sizes } = prepare(desk);
  const outputs = ['q', 'k', 'v'].map((name) => make(inputs[name]!.shape));
  const given = ['dy', 'q', 'k', 'v', 'weights'].map(at);
  kernels.attentionGradient(...given, ...outputs.map(addressOf), ...sizes);
  return outputs;
});
