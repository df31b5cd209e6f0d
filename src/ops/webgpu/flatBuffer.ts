import { numberCount } from '../shapes.ts';
import * as tf from '../tf.ts';
import {
  acquireStorage,
  type BufferView,
  encoderOf,
  flush,
  releaseStorage,
  tensorInView,
  viewOf,
  type WebgpuBackend,
} from './backend.ts';
import { CHUNK } from './flatKernels.ts';

/** Where each tensor begins, in floats: multiples of `CHUNK`. */
export interface Layout {
  readonly length: number;
  readonly places: ReadonlyMap<string, { readonly start: number; readonly shape: number[] }>;
}

export function layoutOf(
  names: readonly string[],
  variables: ReadonlyMap<string, tf.Variable>,
): Layout {
  let length = 0;
  const places = new Map<string, { start: number; shape: number[] }>();
  for (const name of names) {
    const { shape, size } = variables.get(name)!;
    places.set(name, { start: length, shape });
    length += Math.ceil(size / CHUNK) * CHUNK;
  }
  return { length, places };
}

/** One buffer and the tensors that are its parts, by name. What lies between them is 0. */
export class FlatBuffer {
  readonly whole: BufferView;
  readonly #backend: WebgpuBackend;
  readonly #tensors = new Map<string, tf.Tensor>();

  constructor(backend: WebgpuBackend, { length, places }: Layout) {
    const size = 4 * length;
    this.#backend = backend;
    this.whole = { buffer: acquireStorage(backend, size), offset: 0, size };
    // A buffer of the pool still holds what somebody else left there.
    encoderOf(backend).clearBuffer(this.whole.buffer, 0, size);
    for (const [name, { start, shape }] of places) {
      const bytes = 4 * numberCount(shape);
      const view = { buffer: this.whole.buffer, offset: 4 * start, size: bytes };
      const { dataId, dtype } = tensorInView(backend, shape, view);
      const tensor = tf.engine().makeTensorFromDataId(dataId, shape, dtype);
      this.#tensors.set(name, tf.keep(tensor));
    }
  }

  part(name: string): tf.Tensor {
    return this.#tensors.get(name)!;
  }

  /** Copies a tensor into its part, unless it is that part already. */
  take(name: string, tensor: tf.Tensor): void {
    const part = this.part(name);
    if (tensor.dataId === part.dataId) return;
    const source = viewOf(this.#backend, tensor);
    const target = viewOf(this.#backend, part);
    this.#backend.commandQueueOwnedIds.add(tensor.dataId);
    encoderOf(this.#backend).copyBufferToBuffer(
      source.buffer,
      source.offset,
      target.buffer,
      target.offset,
      target.size,
    );
    this.#backend.tensorMap.get(part.dataId).values = null;
  }

  /** Makes a variable a view of its part, with the numbers that it has. */
  adopt(name: string, variable: tf.Variable): void {
    const part = this.part(name);
    if (variable.dataId === part.dataId) return;
    this.take(name, variable);
    variable.assign(part);
  }

  /** A kernel has written to the whole: copies on the processor's side are out of date. */
  touched(): void {
    for (const { dataId } of this.#tensors.values()) {
      this.#backend.tensorMap.get(dataId).values = null;
    }
  }

  dispose(): void {
    flush(this.#backend);
    tf.dispose([...this.#tensors.values()]);
    releaseStorage(this.#backend, this.whole.buffer);
  }
}
