import {
  acquireStorage,
  type BufferView,
  releaseStorage,
  sortBuffers,
  type WebgpuBackend,
} from './backend.ts';

/** Buffers come in eight sizes per doubling, so that captions of other lengths find one that fits. */
function roomy(bytes: number): number {
  const step = Math.max(256, 2 ** (Math.floor(Math.log2(bytes)) - 3));
  return Math.ceil(bytes / step) * step;
}

/** A free buffer that is larger than this many times what is asked for waits for somebody else. */
const MOST_TIMES = 4;

/**
 * Memory that dispatches need for a moment. Unlike the backend's pool, which waits for a submission, it
 * lends a buffer again at once: dispatches run in the order in which they are encoded, and nothing but
 * dispatches touches these.
 */
export class Scratch {
  readonly #backend: WebgpuBackend;
  /** By size, which rise. */
  readonly #free: { readonly size: number; readonly buffers: GPUBuffer[] }[] = [];

  constructor(backend: WebgpuBackend) {
    this.#backend = backend;
  }

  take(bytes: number): BufferView {
    const fitting = this.#free.find(({ size, buffers }) => size >= bytes && buffers.length > 0);
    const buffer =
      fitting && fitting.size <= MOST_TIMES * bytes
        ? fitting.buffers.pop()!
        : acquireStorage(this.#backend, roomy(bytes));
    return { buffer, offset: 0, size: bytes };
  }

  give({ buffer }: BufferView): void {
    const { size } = buffer;
    const at = this.#free.findIndex((free) => free.size >= size);
    if (this.#free[at]?.size === size) this.#free[at].buffers.push(buffer);
    else this.#free.splice(at < 0 ? this.#free.length : at, 0, { size, buffers: [buffer] });
  }

  /** A step like the one before is then given the same buffers again. */
  sort(): void {
    for (const { buffers } of this.#free) sortBuffers(buffers);
  }

  /** Hands what nobody holds back to the backend. What is encoded must have been submitted. */
  clear(): void {
    for (const { buffers } of this.#free.splice(0)) {
      for (const buffer of buffers) releaseStorage(this.#backend, buffer);
    }
  }
}
