import { instantiate, type Kernels } from './kernelModule.ts';
import type { WasmBackend, WasmModule } from './wasmHeap.ts';

/** Our kernels on the heap of one backend. */
export interface KernelHeap {
  readonly kernels: Kernels;
  /** Address of the block that its threads share. */
  readonly control: number;
  /** Threads that there is scratch for, the caller's included. */
  threads: number;
  scratch: { at: number; bytesEach: number };
  /** How many threads there are once those that help have started; null before they are asked to. */
  helping: Promise<number> | null;
}

const heaps = new WeakMap<WasmModule, KernelHeap>();

/** The memory that a backend computes in: its own export, or one that it shares with its threads. */
export function memoryOf({ wasm }: WasmBackend): WebAssembly.Memory {
  const memory = wasm.wasmMemory ?? wasm.asm?.memory;
  if (!(memory instanceof WebAssembly.Memory)) {
    throw new Error('The WASM backend shows no memory: see what its update changed.');
  }
  return memory;
}

/** The kernels of a backend, made when they are first asked for. */
export function kernelHeap(backend: WasmBackend): KernelHeap {
  const { wasm } = backend;
  const known = heaps.get(wasm);
  if (known) return known;
  const kernels = instantiate(memoryOf(backend));
  const bytes = kernels.controlBytes();
  const control = wasm._malloc(bytes) >>> 0;
  wasm.HEAPU8.fill(0, control, control + bytes);
  kernels.setUp(control, 0);
  const made: KernelHeap = {
    kernels,
    control,
    threads: 1,
    scratch: { at: 0, bytesEach: 0 },
    helping: null,
  };
  heaps.set(wasm, made);
  reserveScratch(backend, kernels.scratchBytes());
  return made;
}

/** Sees to it that every thread has so many bytes for itself. Not while a kernel runs. */
export function reserveScratch(backend: WasmBackend, bytes: number, threads?: number): void {
  const heap = kernelHeap(backend);
  const wanted = {
    bytes: Math.max(bytes, heap.scratch.bytesEach),
    threads: threads ?? heap.threads,
  };
  if (wanted.bytes <= heap.scratch.bytesEach && wanted.threads <= heap.threads) return;
  const bytesEach = Math.ceil(wanted.bytes / 64) * 64;
  if (heap.scratch.at) backend.wasm._free(heap.scratch.at);
  const at = backend.wasm._malloc(bytesEach * wanted.threads) >>> 0;
  heap.kernels.setScratch(at, bytesEach);
  Object.assign(heap, { threads: wanted.threads, scratch: { at, bytesEach } });
}
