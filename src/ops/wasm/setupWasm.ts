import plainUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm?url';
import { startWasm, type WasmInfo } from './startWasm.ts';

/** More share too little of a step to pay for waiting for one another. */
const MAX_THREADS = 8;

/** WASM with the binaries that the bundler put beside the page, on as many threads as pay. */
export function setupWasm(): Promise<WasmInfo> {
  return startWasm({
    paths: {
      'tfjs-backend-wasm.wasm': plainUrl,
      'tfjs-backend-wasm-simd.wasm': simdUrl,
      'tfjs-backend-wasm-threaded-simd.wasm': threadedUrl,
    },
    threads: Math.min(navigator.hardwareConcurrency || 1, MAX_THREADS),
  });
}
