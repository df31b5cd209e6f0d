import '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs';
import { getThreadsCount, setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plainUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm?url';
import { expose } from 'comlink';
import type { Ground, Setup } from '../contestant.ts';
import { adapterInUse } from './adapterInUse.ts';
import { contestantOf } from './contestantOf.ts';
import { plainStep } from './plainStep.ts';
import { addSegmentSum } from './segmentSum.ts';

async function start({ backend, threads }: Setup): Promise<Ground> {
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plainUrl,
    'tfjs-backend-wasm-simd.wasm': simdUrl,
    'tfjs-backend-wasm-threaded-simd.wasm': threadedUrl,
  });
  setThreadsCount(threads);
  const adapter = backend === 'webgpu' ? await adapterInUse() : null;
  if (!(await tf.setBackend(backend))) throw new Error(`plain tfjs has no ${backend} here`);
  await tf.ready();
  if (adapter) return { ...adapter, threads: 1, notes: [] };
  addSegmentSum();
  return {
    adapter: 'stock WASM',
    isFallbackAdapter: false,
    threads: getThreadsCount(),
    notes: ["The gradient of tf.gather is a loop in JavaScript: the backend's own has none."],
  };
}

expose(
  contestantOf(async (setup) => {
    const { task, methods } = setup;
    if (!task) throw new Error('plain tfjs needs a task');
    const ground = await start(setup);
    return { ground, steps: Object.fromEntries(methods.map((id) => [id, plainStep(task, id)])) };
  }),
);
