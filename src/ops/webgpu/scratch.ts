import { acquireStorage, type BufferView, releaseStorage, type WebgpuBackend } from './backend.ts';

/** Buffers come in eight sizes per doubling, so that captions of other lengths find one that fits. */
function roomy(bytes: number): number {
  const step = Math.max(256, 2 ** (Math.floor(Math.log2(bytes)) - 3));
  return Math.ceil(bytes / step) * step;
}

/**
 * Memory that dispatches need for a moment. Unlike the backend's pool, which waits for a submission, it
 * lends a buffer again at once: dispatches run in the order in which they are encoded, and nothing but
 * dispatches touches these.
 */
export class Scratch {
  readonly #backend: WebgpuBackend;
  readonly #free = new Map<number, GPUBuffer[]>();

  constructor(backend: WebgpuBackend) {
    this.#backend = backend;
  }

  take(bytes: number): BufferView {
    const size = roomy(bytes);
    const buffer = this.#free.get(size)?.pop() ?? acquireStorage(this.#backend, size);
    return { buffer, offset: 0, size: bytes };
  }

  give({ buffer }: BufferView): void {
    const free = this.#free.get(buffer.size);
    if (free) free.push(buffer);
    else this.#free.set(buffer.size, [buffer]);
  }

  /** Hands what nobody holds back to the backend. What is encoded must have been submitted. */
  clear(): void {
    for (const buffer of [...this.#free.values()].flat()) releaseStorage(this.#backend, buffer);
    this.#free.clear();
  }
}
