import type * as tf from '../tf.ts';

interface WasmData {
  readonly id: number;
  readonly memoryOffset: number;
  shape: number[];
}

/** What Emscripten's module of the backend exports; `_…` are the C functions themselves. */
export interface WasmModule {
  readonly HEAPU8: Uint8Array;
  /** Where threads share it. */
  readonly wasmMemory?: WebAssembly.Memory;
  /** What the binary exports; of one thread, its memory too. */
  readonly asm?: { readonly memory?: WebAssembly.Memory };
  _malloc(bytes: number): number;
  _free(at: number): void;
  _BatchMatMul(
    a: number,
    aShape: number,
    aRank: number,
    b: number,
    bShape: number,
    bRank: number,
    transposeA: number,
    transposeB: number,
    out: number,
  ): void;
  stackSave(): number;
  stackAlloc(bytes: number): number;
  stackRestore(top: number): void;
  readonly tfjs: {
    registerTensor(id: number, size: number, memoryOffset: number): void;
    disposeData(id: number): void;
  };
}

/** The inner parts of TensorFlow.js' WASM backend, 4.22.0, that our kernels stand on. */
export interface WasmBackend {
  readonly wasm: WasmModule;
  readonly dataIdMap: { get(dataId: tf.DataId): WasmData };
  makeOutput(shape: readonly number[], dtype: tf.DataType): tf.TensorInfo;
  /** Good until the next allocation: the heap may move when it grows. */
  typedArrayFromHeap(tensor: tf.TensorInfo): Float32Array | Int32Array | Uint8Array;
  disposeData(dataId: tf.DataId): boolean;
  incRef(dataId: tf.DataId): void;
}

/** Arguments of a kernel, as the engine of TensorFlow.js calls it. */
export interface KernelCall {
  readonly inputs: Readonly<Record<string, tf.TensorInfo>>;
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly backend: WasmBackend;
}

export type WasmKernel = (call: KernelCall) => tf.TensorInfo | tf.TensorInfo[];
