import * as tf from '@tensorflow/tfjs';

interface Heap {
  readonly backend: {
    makeOutput(shape: number[], dtype: string): tf.TensorInfo;
    typedArrayFromHeap(x: tf.TensorInfo): Float32Array;
  };
}

/** UnsortedSegmentSum on WASM, which the backend lacks and the gradient of tf.gather asks for. */
export function addSegmentSum(): void {
  const kernelFunc = ({ inputs, attrs, backend }: Parameters<tf.KernelFunc>[0] & Heap) => {
    const { x, segmentIds } = inputs as Record<'x' | 'segmentIds', tf.TensorInfo>;
    const { numSegments } = attrs as { numSegments: number };
    const shape = x.shape.slice(segmentIds.shape.length);
    const width = shape.reduce((a, b) => a * b, 1);
    const out = backend.makeOutput([numSegments, ...shape], x.dtype);
    const [from, ids] = [backend.typedArrayFromHeap(x), backend.typedArrayFromHeap(segmentIds)];
    const to = backend.typedArrayFromHeap(out).fill(0);
    ids.forEach((id, i) => {
      for (let j = 0; j < width; j++) to[id * width + j]! += from[i * width + j]!;
    });
    return out;
  };
  tf.registerKernel({
    kernelName: tf.UnsortedSegmentSum,
    backendName: 'wasm',
    kernelFunc: kernelFunc as unknown as tf.KernelFunc,
  });
}
