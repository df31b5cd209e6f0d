import type { DataSplit } from './dataset.ts';

/**
 * Some images of a split, unaltered: how evaluation reads its batches.
 *
 * @param indices [n] positions within the split
 * @returns [n, S, S, 3] RGB bytes
 */
export function gatherImages(split: DataSplit, indices: Int32Array): Uint8Array<ArrayBuffer> {
  const imageBytes = split.pixels.length / split.count;
  const bytes = new Uint8Array(indices.length * imageBytes);
  indices.forEach((index, i) => {
    const start = index * imageBytes;
    bytes.set(split.pixels.subarray(start, start + imageBytes), i * imageBytes);
  });
  return bytes;
}
