import { getThreadsCount, setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '../tf.ts';
import { startHelpers } from './helpers.ts';
import { registerWasmKernels } from './registerWasmKernels.ts';
import type { WasmBackend } from './wasmHeap.ts';

export interface WasmOptions {
  /** URL of each of the backend's three binaries, by file name; null: beside the package, as in Node. */
  readonly paths: Readonly<Record<string, string>> | null;
  /** Threads to ask for; without cross-origin isolation there is one. */
  readonly threads: number;
}

export interface WasmInfo {
  readonly simd: boolean;
  /** That share the work of our kernels; without SIMD, of the backend's. */
  readonly threads: number;
}

/** Makes WASM the backend, with our kernels. Where the binaries lie is the caller's business. */
export async function startWasm({ paths, threads }: WasmOptions): Promise<WasmInfo> {
  // setWasmPath (singular) would name one binary and thereby switch threads off.
  if (paths) setWasmPaths({ ...paths });
  const simd = Boolean(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'));
  registerWasmKernels(simd);
  // Nothing that takes time is left to the backend's own threads, where ours can do it.
  setThreadsCount(simd ? 1 : threads);
  if (!(await tf.setBackend('wasm'))) throw new Error('the WASM backend did not initialise');
  await tf.ready();
  if (!simd) return { simd, threads: getThreadsCount() };
  return { simd, threads: await startHelpers(tf.backend() as unknown as WasmBackend, threads) };
}
