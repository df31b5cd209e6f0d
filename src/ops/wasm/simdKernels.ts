import type { FusedOp } from '../kernels.ts';
import { numberCount } from '../shapes.ts';
import { attentionGradientKernel, attentionKernel } from './attentionKernels.ts';
import { simdKernel } from './simdKernel.ts';
import type { WasmKernel } from './wasmHeap.ts';

/** One kernel of our own for each op that has one. */
export const simdKernels: Readonly<Partial<Record<FusedOp, WasmKernel>>> = {
  adamW: simdKernel(({ inputs, numbers, kernels, at, make, addressOf }) => {
    const { shape } = inputs.weight!;
    const outputs = [make(shape), make(shape), make(shape)];
    const { beta1, beta2, epsilon, keep, stepSize, rootCorrection } = numbers;
    kernels.adamW(
      ...['weight', 'gradient', 'first', 'second'].map(at),
      ...outputs.map(addressOf),
      numberCount(shape),
      ...[beta1!, beta2!, epsilon!, keep!, stepSize!, 1 / rootCorrection!],
    );
    return outputs;
  }),
  columnSum: simdKernel(({ inputs, kernels, at, make, addressOf, room }) => {
    const [rows, width] = inputs.x!.shape as [number, number];
    const out = make([width]);
    const partial = room(kernels.columnPartialLength(rows, width));
    kernels.columnSum(at('x'), addressOf(out), partial, rows, width);
    return out;
  }),
  sumAll: simdKernel(({ inputs, kernels, backend, at, make, room }) => {
    const length = numberCount(inputs.x!.shape);
    const out = make([]);
    const partial = room(2 * kernels.sumPartialLength(length));
    backend.typedArrayFromHeap(out)[0] = kernels.sumAll(at('x'), partial, length);
    return out;
  }),
  layerNorm: simdKernel(({ inputs, numbers, kernels, at, make, addressOf }) => {
    const [rows, width] = inputs.rows!.shape as [number, number];
    const [y, moments] = [make([rows, width]), make([rows, 2])];
    const outputs = [addressOf(y), addressOf(moments)];
    kernels.layerNorm(...['rows', 'gain', 'shift'].map(at), ...outputs, rows, width, numbers.eps!);
    return [y, moments];
  }),
  layerNormGradient: simdKernel(({ inputs, kernels, at, make, addressOf, room }) => {
    const [rows, width] = inputs.rows!.shape as [number, number];
    const outputs = [make([rows, width]), make([width]), make([width])];
    const partial = room(kernels.normPartialLength(rows, width));
    const given = ['dy', 'rows', 'gain', 'moments'].map(at);
    kernels.layerNormGradient(...given, ...outputs.map(addressOf), partial, rows, width);
    return outputs;
  }),
  attention: attentionKernel,
  attentionGradient: attentionGradientKernel,
  pixels: simdKernel(({ numbers, kernels, at, make, addressOf }) => {
    const { count, side } = numbers;
    const images = make([count!, side!, side!, 3]);
    kernels.pixels(at('words'), at('tables'), addressOf(images), numberCount(images.shape));
    return images;
  }),
  quickGelu: simdKernel(({ inputs, kernels, at, make, addressOf }) => {
    const y = make(inputs.x!.shape);
    kernels.quickGelu(at('x'), addressOf(y), numberCount(y.shape));
    return y;
  }),
  quickGeluGradient: simdKernel(({ inputs, kernels, at, make, addressOf }) => {
    const dx = make(inputs.x!.shape);
    kernels.quickGeluGradient(at('dy'), at('x'), addressOf(dx), numberCount(dx.shape));
    return dx;
  }),
};
