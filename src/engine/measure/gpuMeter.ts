/** What the WebGPU calls of this worker add up to, whichever library makes them. */
export interface GpuMeter {
  /** Dispatches encoded since the meter was put in. */
  readonly dispatches: number;
  /** Bytes of the buffers that are there now, and the most there ever were at once. */
  readonly bytes: number;
  readonly peakBytes: number;
  /** Errors that nobody caught: each has dropped a command buffer, so no number after it counts. */
  readonly errors: readonly string[];
  /**
   * Makes every dispatch one of no workgroups: JavaScript works as ever, the GPU does nothing. What
   * buffers then hold means nothing.
   */
  empty(on: boolean): void;
}

let installed: GpuMeter | null = null;

/**
 * Puts counters around WebGPU's own functions, once for the life of a worker. Before any device is
 * made, or its errors are not heard.
 */
export function gpuMeter(): GpuMeter {
  installed ??= install();
  return installed;
}

type Owner<This> = { readonly prototype: This } | undefined;

/** Replaces a method of a class by what is made of it. */
function wrap<This, Name extends keyof This>(
  owner: Owner<This>,
  name: Name,
  made: (old: This[Name]) => This[Name],
): void {
  if (owner) owner.prototype[name] = made(owner.prototype[name]);
}

function install(): GpuMeter {
  let [dispatches, bytes, peakBytes, isEmpty] = [0, 0, 0, false];
  const errors: string[] = [];
  const sizes = new WeakMap<GPUBuffer, number>();
  const { GPUComputePassEncoder, GPUDevice, GPUBuffer, GPUAdapter } = globalThis;
  wrap(
    GPUComputePassEncoder as Owner<GPUComputePassEncoder>,
    'dispatchWorkgroups',
    (old) =>
      function (this: GPUComputePassEncoder, x, y = 1, z = 1) {
        dispatches += 1;
        return isEmpty ? old.call(this, 0, 0, 0) : old.call(this, x, y, z);
      },
  );
  wrap(
    GPUDevice as Owner<GPUDevice>,
    'createBuffer',
    (old) =>
      function (this: GPUDevice, descriptor) {
        const buffer = old.call(this, descriptor);
        sizes.set(buffer, buffer.size);
        bytes += buffer.size;
        peakBytes = Math.max(peakBytes, bytes);
        return buffer;
      },
  );
  wrap(
    GPUBuffer as Owner<GPUBuffer>,
    'destroy',
    (old) =>
      function (this: GPUBuffer) {
        bytes -= sizes.get(this) ?? 0;
        sizes.delete(this);
        return old.call(this);
      },
  );
  wrap(
    GPUAdapter as Owner<GPUAdapter>,
    'requestDevice',
    (old) =>
      async function (this: GPUAdapter, descriptor) {
        const device = await old.call(this, descriptor);
        device.addEventListener('uncapturederror', ({ error }) => errors.push(error.message));
        return device;
      },
  );
  return {
    get dispatches() {
      return dispatches;
    },
    get bytes() {
      return bytes;
    },
    get peakBytes() {
      return peakBytes;
    },
    errors,
    empty: (on) => {
      isEmpty = on;
    },
  };
}
