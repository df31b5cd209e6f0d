import type { WasmKernel } from './wasmHeap.ts';

/** Sum of all elements in float64, four running sums side by side: see sumAll. */
export const sumAllKernel: WasmKernel = ({ inputs, backend }) => {
  const out = backend.makeOutput([], 'float32');
  const from = backend.typedArrayFromHeap(inputs.x!) as Float32Array;
  const even = from.length - (from.length % 4);
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let i = 0; i < even; i += 4) {
    a += from[i]!;
    b += from[i + 1]!;
    c += from[i + 2]!;
    d += from[i + 3]!;
  }
  for (let i = even; i < from.length; i++) a += from[i]!;
  backend.typedArrayFromHeap(out)[0] = a + b + c + d;
  return out;
};
