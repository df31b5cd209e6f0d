import { numberCount } from '../shapes.ts';
import type * as tf from '../tf.ts';
import type { WasmKernel } from './wasmHeap.ts';

/**
 * UnsortedSegmentSum, which the WASM backend lacks: row i of x is added to row segmentIds[i] of the
 * result; ids outside 0 … numSegments − 1 are dropped. It is the gradient of an embedding lookup.
 */
export const segmentSumKernel: WasmKernel = ({ inputs, attrs, backend }) => {
  const x = inputs.x as tf.TensorInfo;
  const numSegments = attrs.numSegments as number;
  const segmentIds = inputs.segmentIds as tf.TensorInfo;
  const idCount = numberCount(segmentIds.shape);
  const rowShape = x.shape.slice(segmentIds.shape.length);
  const width = numberCount(rowShape);
  const out = backend.makeOutput([numSegments, ...rowShape], x.dtype);
  const from = backend.typedArrayFromHeap(x);
  const ids = backend.typedArrayFromHeap(segmentIds);
  const to = backend.typedArrayFromHeap(out).fill(0);
  for (let i = 0; i < idCount; i++) {
    const id = ids[i]!;
    if (id < 0 || id >= numSegments) continue;
    for (let j = 0; j < width; j++) to[id * width + j]! += from[i * width + j]!;
  }
  return out;
};
