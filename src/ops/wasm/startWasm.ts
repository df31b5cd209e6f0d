import { getThreadsCount, setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '../tf.ts';
import { registerWasmKernels } from './registerWasmKernels.ts';

export interface WasmOptions {
  /** URL of each of the backend's three binaries, by file name; null: beside the package, as in Node. */
  readonly paths: Readonly<Record<string, string>> | null;
  /**
   * Threads to ask for. The backend grants at most half of the logical cores, and one without
   * cross-origin isolation.
   */
  readonly threads: number;
}

export interface WasmInfo {
  readonly simd: boolean;
  readonly threads: number;
}

/** Makes WASM the backend, with our kernels. Where the binaries lie is the caller's business. */
export async function startWasm({ paths, threads }: WasmOptions): Promise<WasmInfo> {
  // setWasmPath (singular) would name one binary and thereby switch threads off.
  if (paths) setWasmPaths({ ...paths });
  setThreadsCount(threads);
  const simd = Boolean(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'));
  registerWasmKernels(simd);
  if (!(await tf.setBackend('wasm'))) throw new Error('the WASM backend did not initialise');
  await tf.ready();
  return { simd, threads: getThreadsCount() };
}
