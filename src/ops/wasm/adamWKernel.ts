import type { AdamWNumbers } from '../adamWUpdate.ts';
import type { WasmKernel } from './wasmHeap.ts';

/** One AdamW update in one pass over the heap, in place of thirteen: see adamWUpdate. */
export const adamWKernel: WasmKernel = ({ inputs, attrs, backend }) => {
  const { beta1, beta2, epsilon, keep, stepSize, rootCorrection } =
    attrs as unknown as AdamWNumbers;
  const { shape } = inputs.weight!;
  const outputs = [1, 2, 3].map(() => backend.makeOutput(shape, 'float32'));
  const view = (name: string) => backend.typedArrayFromHeap(inputs[name]!);
  const [weight, gradient] = [view('weight'), view('gradient')];
  const [first, second] = [view('first'), view('second')];
  const [nextWeight, nextFirst, nextSecond] = outputs.map((t) => backend.typedArrayFromHeap(t)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const inverseRoot = 1 / rootCorrection;
  for (let i = 0; i < nextWeight.length; i++) {
    const g = gradient[i]!;
    const m = beta1 * first[i]! + (1 - beta1) * g;
    const v = beta2 * second[i]! + (1 - beta2) * g * g;
    nextFirst[i] = m;
    nextSecond[i] = v;
    nextWeight[i] = keep * weight[i]! - (stepSize * m) / (Math.sqrt(v) * inverseRoot + epsilon);
  }
  return outputs;
};
