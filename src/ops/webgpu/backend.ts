import * as tf from '../tf.ts';

/** A part of a buffer, as a bind group takes it: offset and size in bytes. */
export interface BufferView {
  readonly buffer: GPUBuffer;
  readonly offset: number;
  readonly size: number;
}

interface TensorData {
  /** Of the numbers in the buffer; a cast to float32 changes the tensor's alone. */
  readonly dtype: tf.DataType;
  values: unknown;
  /** Its own buffer; or, for a tensor made by `tensorInView`, a part of another. */
  resource: GPUBuffer | BufferView | null;
  /** Whether somebody else releases the buffer. */
  external?: boolean;
  refCount: number;
}

/**
 * The inner parts of TensorFlow.js' WebGPU backend, 4.22.0, that our kernels stand on. No other file
 * touches them, and `tests/browser/webgpuBackend.test.ts` says which one an update has broken.
 */
export interface WebgpuBackend {
  readonly device: GPUDevice;
  readonly queue: GPUQueue;
  readonly tensorMap: {
    get(dataId: tf.DataId): TensorData;
    has(dataId: tf.DataId): boolean;
  };
  readonly bufferManager: {
    acquireBuffer(size: number, usage: number): GPUBuffer;
    releaseBuffer(buffer: GPUBuffer): void;
    /** By size and usage; what nobody holds. */
    readonly freeBuffers: Map<string, GPUBuffer[]>;
    numFreeBuffers: number;
    numBytesAllocated: number;
  };
  /** Data whose buffers must not be given away before what is encoded has been submitted. */
  commandQueueOwnedIds: WeakSet<tf.DataId>;
  commandEncoder: GPUCommandEncoder | null;
  computePassEncoder: GPUComputePassEncoder | null;
  dispatchCountInPass: number;
  /** Of its own kernels, by key; promises only under the flag of `compileOnly`. */
  readonly pipelineCache: Record<string, GPUComputePipeline | Promise<GPUComputePipeline>>;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
  makeTensorInfo(shape: readonly number[], dtype: tf.DataType): tf.TensorInfo;
  uploadToGPU(dataId: tf.DataId): void;
  disposeData(dataId: tf.DataId): boolean;
  refCount(dataId: tf.DataId): number;
  getBufferData(resource: GPUBuffer | BufferView): Promise<ArrayBuffer | null>;
}

const STORAGE = 0x80 | 0x4 | 0x8; // STORAGE | COPY_SRC | COPY_DST
const STAGING = 0x8 | 0x1; // COPY_DST | MAP_READ

/** Whether a tensor says float32 of numbers that lie there as integers. */
export const liesAsIntegers = (backend: WebgpuBackend, { dataId, dtype }: tf.TensorInfo): boolean =>
  dtype === 'float32' && backend.tensorMap.get(dataId).dtype !== 'float32';

/** A tensor of its own on the device, with whatever its buffer held before. */
export function allocate(backend: WebgpuBackend, shape: readonly number[]): tf.TensorInfo {
  const info = backend.makeTensorInfo([...shape], 'float32');
  backend.uploadToGPU(info.dataId);
  return info;
}

/** A tensor that is a part of a buffer which outlives it. @param view offset in multiples of 256 */
export function tensorInView(
  backend: WebgpuBackend,
  shape: readonly number[],
  view: BufferView,
): tf.TensorInfo {
  const info = backend.makeTensorInfo([...shape], 'float32');
  const data = backend.tensorMap.get(info.dataId);
  data.resource = view;
  data.external = true;
  return info;
}

/** Where a tensor lies; uploads it if it was never on the device. */
export function viewOf(backend: WebgpuBackend, { dataId }: tf.TensorInfo): BufferView {
  backend.uploadToGPU(dataId);
  const { resource } = backend.tensorMap.get(dataId);
  if (resource instanceof GPUBuffer) return { buffer: resource, offset: 0, size: resource.size };
  return resource!;
}

/**
 * Says that a dispatch reads or writes a tensor: its buffer then waits for the submission, and a copy
 * of its numbers on the processor's side is out of date.
 */
export function claim(backend: WebgpuBackend, { dataId }: tf.TensorInfo): void {
  backend.commandQueueOwnedIds.add(dataId);
  backend.tensorMap.get(dataId).values = null;
}

/** A buffer of the backend's pool, for whoever keeps it for long. */
export const acquireStorage = (backend: WebgpuBackend, bytes: number): GPUBuffer =>
  backend.bufferManager.acquireBuffer(bytes, STORAGE);

export const releaseStorage = (backend: WebgpuBackend, buffer: GPUBuffer): void =>
  backend.bufferManager.releaseBuffer(buffer);

/**
 * Gives the buffers of the pool that nobody holds back to the device. The pool itself never shrinks, and
 * looks for a buffer of the same size to the byte.
 */
export function trimPool(backend: WebgpuBackend): void {
  flush(backend);
  const { bufferManager } = backend;
  for (const free of bufferManager.freeBuffers.values()) {
    for (const buffer of free.splice(0)) {
      bufferManager.numFreeBuffers -= 1;
      bufferManager.numBytesAllocated -= buffer.size;
      buffer.destroy();
    }
  }
}

const made = new WeakMap<GPUBuffer, number>();
let seen = 0;

/** Buffers of one size, so that those first seen are the first to be taken from the end. */
export function sortBuffers(buffers: GPUBuffer[]): void {
  if (buffers.length < 2) return;
  for (const buffer of buffers) if (!made.has(buffer)) made.set(buffer, seen++);
  buffers.sort((a, b) => made.get(b)! - made.get(a)!);
}

/** Puts the pool in order, so that a step like the one before is given the same buffers again. */
export function sortPool({ bufferManager }: WebgpuBackend): void {
  for (const free of bufferManager.freeBuffers.values()) sortBuffers(free);
}

/** Ends the compute pass, so that copies can be encoded behind what came before. */
export function encoderOf(backend: WebgpuBackend): GPUCommandEncoder {
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  return backend.commandEncoder!;
}

/** Submits all that is encoded. */
export function flush(backend: WebgpuBackend): void {
  if (!backend.commandEncoder) return;
  backend.endComputePassEncoder();
  backend.submitQueue();
}

/**
 * Runs `work` while the backend's own kernels are compiled and not dispatched.
 * @returns what is still being compiled; each comes into its place by itself
 */
export function compileOnly(backend: WebgpuBackend, work: () => void): readonly Promise<void>[] {
  const { pipelineCache } = backend;
  tf.env().set('WEBGPU_ENGINE_COMPILE_ONLY', true);
  try {
    work();
  } finally {
    tf.env().set('WEBGPU_ENGINE_COMPILE_ONLY', false);
  }
  return Object.entries(pipelineCache).flatMap(([key, pipeline]) => {
    if (!(pipeline instanceof Promise)) return [];
    // Whoever needs it before it is there compiles it at once, as ever.
    delete pipelineCache[key];
    return [
      pipeline.then((made) => {
        pipelineCache[key] ??= made;
      }),
    ];
  });
}

const taught = new WeakSet<WebgpuBackend>();

/** Teaches the backend to read tensors back that are parts of a buffer. */
export function teachViews(backend: WebgpuBackend): void {
  if (taught.has(backend)) return;
  taught.add(backend);
  const whole = backend.getBufferData.bind(backend);
  backend.getBufferData = async (resource) => {
    if (resource instanceof GPUBuffer) return whole(resource);
    const { buffer, offset, size } = resource;
    const staging = backend.bufferManager.acquireBuffer(size, STAGING);
    encoderOf(backend).copyBufferToBuffer(buffer, offset, staging, 0, size);
    backend.submitQueue();
    await staging.mapAsync(1);
    const values = staging.getMappedRange().slice(0);
    staging.unmap();
    backend.bufferManager.releaseBuffer(staging);
    return values;
  };
}
