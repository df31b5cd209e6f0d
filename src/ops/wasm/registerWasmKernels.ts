import { addKernel, type FusedOp, fusedOps } from '../kernels.ts';
import * as tf from '../tf.ts';
import { adamWKernel } from './adamWKernel.ts';
import { columnSumKernel } from './columnSumKernel.ts';
import { identityKernel } from './identityKernel.ts';
import { matMulKernels } from './matMulKernels.ts';
import { segmentSumKernel } from './segmentSumKernel.ts';
import { simdAdd } from './simdAdd.ts';
import { simdKernels } from './simdKernels.ts';
import { simdMatMul } from './simdMatMul.ts';
import { sliceKernel } from './sliceKernel.ts';
import { sumAllKernel } from './sumAllKernel.ts';
import type { WasmKernel } from './wasmHeap.ts';

const stockOf = (name: string) => tf.getKernel(name, 'wasm')!;
const functionOf = (name: string) => stockOf(name).kernelFunc as unknown as WasmKernel;

function replace(name: string, kernel: WasmKernel): void {
  const stock = stockOf(name);
  tf.unregisterKernel(name, 'wasm');
  tf.registerKernel({ ...stock, kernelFunc: kernel as unknown as tf.KernelFunc });
}

function add(name: string, kernel: WasmKernel): void {
  if (tf.getKernel(name, 'wasm')) return;
  const kernelFunc = kernel as unknown as tf.KernelFunc;
  tf.registerKernel({ kernelName: name, backendName: 'wasm', kernelFunc });
}

/** What plain JavaScript does in one pass over the heap, where the browser has no SIMD. */
const plainKernels: Partial<Readonly<Record<FusedOp, WasmKernel>>> = {
  adamW: adamWKernel,
  columnSum: columnSumKernel,
  sumAll: sumAllKernel,
};

const ownNames = Object.values(fusedOps) as readonly string[];

let stock: Map<string, WasmKernel> | null = null;

/**
 * Puts our kernels in the place of the WASM backend's own, for every op of TensorFlow.js. Call it
 * after the backend has been registered; a second call changes nothing.
 *
 * @param simd whether the browser can run those that are WebAssembly themselves
 * @returns a function that puts the old ones back, for measurements
 */
export function registerWasmKernels(simd = true): () => void {
  const names = [tf.BatchMatMul, tf._FusedMatMul, tf.Identity, tf.Add, tf.Slice];
  if (!stock) {
    stock = new Map(names.map((name) => [name, functionOf(name)]));
    const { batchMatMul, fusedMatMul } = matMulKernels(
      functionOf(tf.BatchMatMul),
      functionOf(tf._FusedMatMul),
      functionOf(tf.Transpose),
    );
    replace(tf.BatchMatMul, simd ? simdMatMul(batchMatMul) : batchMatMul);
    replace(tf._FusedMatMul, simd ? simdMatMul(fusedMatMul) : fusedMatMul);
    if (simd) replace(tf.Add, simdAdd(functionOf(tf.Add)));
    replace(tf.Slice, sliceKernel(functionOf(tf.Slice)));
    replace(tf.Identity, identityKernel(functionOf(tf.Identity)));
    // A gradient of TensorFlow.js asks for it, and the backend does not have it.
    add(tf.UnsortedSegmentSum, segmentSumKernel);
    const own = Object.entries(simd ? simdKernels : plainKernels) as [FusedOp, WasmKernel][];
    for (const [op, kernel] of own) addKernel(op, 'wasm', kernel as unknown as tf.KernelFunc);
  }
  return () => {
    for (const [name, kernel] of stock ?? []) replace(name, kernel);
    for (const name of ownNames) if (tf.getKernel(name, 'wasm')) tf.unregisterKernel(name, 'wasm');
    stock = null;
  };
}
