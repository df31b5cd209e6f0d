import { numberCount } from '../shapes.ts';
import type * as tf from '../tf.ts';
import { allocate, type BufferView, viewOf, type WebgpuBackend } from './backend.ts';

/** Where the gradient of a weight is wanted, by the weight's data. */
const slots = new WeakMap<tf.DataId, tf.TensorInfo>();

/** From now on kernels write the gradient of a weight straight there. @param slot kept by the caller */
export function wantGradientIn(weight: tf.DataId, slot: tf.TensorInfo): void {
  slots.set(weight, slot);
}

export function forgetSlot(weight: tf.DataId): void {
  slots.delete(weight);
}

/**
 * Where to write the gradient of a weight: the place that was asked for, or one of its own while
 * that is in use, as in the second micro-batch of a step, whose gradient is added to the first's.
 */
export function gradientTarget(backend: WebgpuBackend, weight: tf.TensorInfo): tf.TensorInfo {
  const slot = slots.get(weight.dataId);
  if (!slot || backend.refCount(slot.dataId) > 1) return allocate(backend, weight.shape);
  backend.tensorMap.get(slot.dataId).refCount += 1;
  return { dataId: slot.dataId, shape: [...weight.shape], dtype: 'float32' };
}

/**
 * Several tensors as one matrix, where they lie behind one another in one buffer.
 * @returns null where they do not
 */
export function together(
  backend: WebgpuBackend,
  tensors: readonly tf.TensorInfo[],
): BufferView | null {
  const [first, ...rest] = tensors.map((tensor) => ({
    ...viewOf(backend, tensor),
    bytes: 4 * numberCount(tensor.shape),
  }));
  let end = first!.offset + first!.bytes;
  for (const { buffer, offset, bytes } of rest) {
    if (buffer !== first!.buffer || offset !== end) return null;
    end += bytes;
  }
  return { buffer: first!.buffer, offset: first!.offset, size: end - first!.offset };
}
