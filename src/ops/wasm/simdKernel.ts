import type * as tf from '../tf.ts';
import { kernelHeap } from './kernelHeap.ts';
import type { Kernels } from './kernelModule.ts';
import type { KernelCall, WasmKernel } from './wasmHeap.ts';

/** What a kernel of ours needs of the backend: addresses of tensors, new ones, room for a while. */
export interface Desk extends KernelCall {
  readonly kernels: Kernels;
  readonly numbers: Readonly<Record<string, number>>;
  /** Address of an input; 0 of one that is not there. */
  at(name: string): number;
  addressOf(tensor: tf.TensorInfo): number;
  make(shape: readonly number[]): tf.TensorInfo;
  /** Address of so many numbers, free again when the kernel is done. */
  room(length: number): number;
}

/**
 * A kernel of TensorFlow.js around one of ours. Tensors and room are taken before the addresses are
 * used: an address stays good when the heap grows.
 */
export function simdKernel(run: (desk: Desk) => tf.TensorInfo | tf.TensorInfo[]): WasmKernel {
  return (call) => {
    const { backend, inputs, attrs } = call;
    const { wasm, dataIdMap } = backend;
    const taken: number[] = [];
    const addressOf = (tensor: tf.TensorInfo) => dataIdMap.get(tensor.dataId).memoryOffset;
    const desk: Desk = {
      ...call,
      kernels: kernelHeap(backend).kernels,
      numbers: attrs as Readonly<Record<string, number>>,
      at: (name) => (inputs[name] ? addressOf(inputs[name]) : 0),
      addressOf,
      make: (shape) => backend.makeOutput(shape, 'float32'),
      room: (length) => {
        const at = wasm._malloc(4 * length) >>> 0;
        taken.push(at);
        return at;
      },
    };
    try {
      return run(desk);
    } finally {
      for (const at of taken) wasm._free(at);
    }
  };
}
