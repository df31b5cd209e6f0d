import { test } from 'vitest';
import * as tf from '../../src/ops/tf.ts';
import { acquireStorage, tensorInView, type WebgpuBackend } from '../../src/ops/webgpu/backend.ts';

export const inUse = () => tf.backend() as unknown as WebgpuBackend;

/** Fields that have been relied on. */
export const checked = new Set<string>();

/** A field of the backend and what it is relied on for; what fails says which one an update has broken. */
export function relies(
  field: string,
  on: string,
  check: (backend: WebgpuBackend) => void | Promise<void>,
) {
  checked.add(field);
  test(`${field}: ${on}`, async () => {
    try {
      await check(inUse());
    } catch (error) {
      throw new Error(
        `TensorFlow.js' WebGPU backend has changed: \`${field}\` is no longer as src/ops/webgpu/backend.ts needs it (${on}). ${(error as Error).message}`,
        { cause: error },
      );
    }
  });
}

/** A buffer of 128 numbers, 0 to 127. */
function counted(backend: WebgpuBackend): GPUBuffer {
  const buffer = acquireStorage(backend, 512);
  backend.queue.writeBuffer(
    buffer,
    0,
    Float32Array.from({ length: 128 }, (_, i) => i),
  );
  return buffer;
}

export const asTensor = ({ dataId }: tf.TensorInfo, shape: number[]) =>
  tf.engine().makeTensorFromDataId(dataId, shape, 'float32');

/** A tensor that is the last 64 numbers of a buffer of 128. */
export function half(backend: WebgpuBackend) {
  const buffer = counted(backend);
  const view = { buffer, offset: 256, size: 256 };
  return { buffer, view, tensor: asTensor(tensorInView(backend, [64], view), [64]) };
}
