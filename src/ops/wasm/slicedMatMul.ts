import type * as tf from '../tf.ts';
import type { WasmBackend } from './wasmHeap.ts';

/** Ids for the backend's table of tensors, far above those it deals out itself. */
const sliceIds = { a: 2 ** 30, b: 2 ** 30 + 1, out: 2 ** 30 + 2 } as const;

/**
 * Batched product of untransposed matrices, one slice at a time: [n, M, K]·[n, K, N] → [n, M, N].
 * The backend's own batched product is a scalar loop; its product of two single matrices is
 * XNNPACK's. So every slice is shown to it as a tensor of its own, without copying.
 */
export function slicedMatMul(
  backend: WasmBackend,
  a: tf.TensorInfo,
  b: tf.TensorInfo,
  outShape: readonly number[],
): tf.TensorInfo {
  const { wasm, dataIdMap } = backend;
  const [rows, inner] = a.shape.slice(-2) as [number, number];
  const columns = outShape[outShape.length - 1]!;
  const count = outShape.slice(0, -2).reduce((product, size) => product * size, 1);
  const out = backend.makeOutput(outShape, 'float32');
  const starts = [a, b, out].map((t) => dataIdMap.get(t.dataId).memoryOffset);
  const [startA, startB, startOut] = starts as [number, number, number];
  const top = wasm.stackSave();
  const shapeA = wasm.stackAlloc(12);
  const shapeB = wasm.stackAlloc(12);
  new Int32Array(wasm.HEAPU8.buffer, shapeA, 3).set([1, rows, inner]);
  new Int32Array(wasm.HEAPU8.buffer, shapeB, 3).set([1, inner, columns]);
  const { registerTensor, disposeData } = wasm.tfjs;
  for (let i = 0; i < count; i++) {
    registerTensor(sliceIds.a, rows * inner, startA + 4 * i * rows * inner);
    registerTensor(sliceIds.b, inner * columns, startB + 4 * i * inner * columns);
    registerTensor(sliceIds.out, rows * columns, startOut + 4 * i * rows * columns);
    wasm._BatchMatMul(sliceIds.a, shapeA, 3, sliceIds.b, shapeB, 3, 0, 0, sliceIds.out);
    // Also drops XNNPACK's packed copy of b, which is kept by id and would be stale in the next round.
    disposeData(sliceIds.b);
    disposeData(sliceIds.a);
    disposeData(sliceIds.out);
  }
  wasm.stackRestore(top);
  return out;
}
