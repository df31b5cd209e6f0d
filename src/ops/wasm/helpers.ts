import { kernelHeap, memoryOf, reserveScratch } from './kernelHeap.ts';
import { isShared, kernelModule } from './kernelModule.ts';
import { ownBlob } from './ownPolicy.ts';
import type { WasmBackend } from './wasmHeap.ts';

/** A thread's whole program: kernels of its own on the shared memory, which take work from then on. */
export const helperSource = `
onmessage = ({ data: { module, memory, control, thread } }) => {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  exports.setUp(control, thread);
  postMessage('ready');
  exports.help();
};
`;

/** What is needed of a worker. */
export interface Helper {
  postMessage(message: unknown): void;
  terminate(): unknown;
  onmessage: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
}

/** How long a thread may take to start; without an answer the others do its work. */
const PATIENCE_MS = 5000;

const inWorker = () => typeof document === 'undefined';

function answers(helper: Helper): Promise<boolean> {
  return new Promise((resolve) => {
    helper.onmessage = () => resolve(true);
    helper.onerror = () => resolve(false);
    setTimeout(() => resolve(false), PATIENCE_MS);
  });
}

/** Makes workers of one script. */
function workers(): () => Helper {
  const address = ownBlob(helperSource);
  return () => new Worker(address, { name: 'kernels' });
}

async function begin(backend: WasmBackend, threads: number, start: () => Helper): Promise<number> {
  const memory = memoryOf(backend);
  const { kernels, control } = kernelHeap(backend);
  reserveScratch(backend, kernels.scratchBytes(), threads);
  const helpers = Array.from({ length: threads - 1 }, start);
  const started = helpers.map((helper, i) => {
    const ready = answers(helper);
    helper.postMessage({ module: kernelModule(memory), memory, control, thread: i + 1 });
    return ready;
  });
  const ready = await Promise.all(started);
  helpers.forEach((helper, i) => {
    if (!ready[i]) helper.terminate();
  });
  const count = ready.filter(Boolean).length;
  kernels.setHelpers(count);
  return 1 + count;
}

/**
 * Threads that help with our kernels, where the backend's memory can be shared: on an isolated page.
 * Not on the page's own thread, which must not sleep. They live as long as the worker that starts
 * them: asked again, those that are there stay, since two with the room of one thread would write
 * over each other's numbers.
 *
 * @param threads wanted, the caller's included
 * @returns how many there are
 */
export async function startHelpers(
  backend: WasmBackend,
  threads: number,
  start?: () => Helper,
): Promise<number> {
  if (threads < 2 || !isShared(memoryOf(backend)) || !inWorker()) return 1;
  const heap = kernelHeap(backend);
  heap.helping ??= begin(backend, threads, start ?? workers());
  return heap.helping;
}
