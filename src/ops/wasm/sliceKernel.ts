import { numberCount } from '../shapes.ts';
import * as tf from '../tf.ts';
import type { WasmKernel } from './wasmHeap.ts';

/**
 * Slice that copies what is wanted. The backend's own first copies the whole tensor out of the heap,
 * which for the class token's states is 37 times as much.
 *
 * @param stock the backend's own, for strings, which do not lie on the heap
 */
export function sliceKernel(stock: WasmKernel): WasmKernel {
  return (call) => {
    const { inputs, attrs, backend } = call;
    const x = inputs.x as tf.Tensor;
    if (x.dtype === 'string') return stock(call);
    const [begin, size] = tf.slice_util.parseSliceParams(
      x,
      attrs.begin as number[],
      attrs.size as number[],
    ) as [number[], number[]];
    tf.slice_util.assertParamsValid(x, begin, size);
    const out = backend.makeOutput(size, x.dtype);
    if (numberCount(size) === 0) return out;
    // After the output's room is there: the heap may have moved.
    const [from, to] = [backend.typedArrayFromHeap(x), backend.typedArrayFromHeap(out)];
    const strides = tf.util.computeStrides(x.shape);
    // Axes from the first of these on are taken whole: with the one before, they lie in one piece.
    let whole = x.shape.length;
    while (whole > 0 && size[whole - 1] === x.shape[whole - 1]) whole--;
    const axis = Math.max(whole - 1, 0);
    const run = numberCount(size.slice(axis));
    const outer = size.slice(0, axis);
    const place = outer.map(() => 0);
    for (let at = 0; at < to.length; at += run) {
      const start = begin.reduce(
        (sum, first, i) => sum + (first + (place[i] ?? 0)) * (strides[i] ?? 1),
        0,
      );
      to.set(from.subarray(start, start + run), at);
      for (let i = outer.length - 1; i >= 0 && ++place[i]! === outer[i]; i--) place[i] = 0;
    }
    return out;
  };
}
