import { CHANNEL_NUMBERS, lookUpChannels } from '../math/channelTables.ts';
import { ShapeError } from './errors.ts';
import { implementationOf, runFused } from './kernels.ts';
import * as tf from './tf.ts';

/** B square images of side S. */
export interface ImageSize {
  readonly count: number;
  readonly side: number;
}

/** Four bytes a number, where they lie; null where they do not come to whole numbers. */
function wordsOf({ buffer, byteOffset, length }: Uint8Array): Int32Array | null {
  return byteOffset % 4 === 0 && length % 4 === 0
    ? new Int32Array(buffer, byteOffset, length / 4)
    : null;
}

/**
 * Square RGB images as numbers, one for each byte: a quarter of the bytes travels to the device, and
 * they are looked up there.
 *
 * @param bytes  [B, S, S, 3]
 * @param tables [3 · 256] the numbers, channel after channel
 * @returns [B, S, S, 3], without gradient; the same bits on every backend
 * @throws ShapeError unless there are as many bytes, and a number for each byte of a channel
 */
export function imagesFromBytes(
  bytes: Uint8Array,
  tables: Float32Array,
  size: ImageSize,
): tf.Tensor4D {
  const { count, side } = size;
  if (bytes.length !== 3 * count * side * side) {
    throw new ShapeError(`${bytes.length} bytes, expected ${count} images of ${side} × ${side}`);
  }
  if (tables.length !== CHANNEL_NUMBERS) {
    throw new ShapeError(`tables hold ${tables.length} numbers, expected ${CHANNEL_NUMBERS}`);
  }
  const words = count > 0 && implementationOf('pixels') === 'fused' ? wordsOf(bytes) : null;
  if (!words) return imagesFromBytesComposite(bytes, tables, size);
  return tf.tidy(() => {
    const inputs = { words: tf.tensor1d(words, 'int32'), tables: tf.tensor1d(tables) };
    return runFused('pixels', inputs, { ...size })[0] as tf.Tensor4D;
  });
}

/** The same before they travel: what other backends do, and the oracle of the kernels. */
export function imagesFromBytesComposite(
  bytes: Uint8Array,
  tables: Float32Array,
  { count, side }: ImageSize,
): tf.Tensor4D {
  return tf.tensor4d(lookUpChannels(bytes, tables), [count, side, side, 3]);
}
