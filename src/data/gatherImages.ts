import type { DataSplit, PixelNormalisation } from './dataset.ts';
import { normaliseImages } from './normalise.ts';

/**
 * Some images of a split, unaltered, ready to become a tensor: how evaluation reads its batches.
 *
 * @param indices [n] positions within the split
 * @returns [n, S, S, 3] normalised
 */
export function gatherImages(
  split: DataSplit,
  indices: Int32Array,
  normalisation: PixelNormalisation,
): Float32Array<ArrayBuffer> {
  const imageBytes = split.pixels.length / split.count;
  const bytes = new Uint8Array(indices.length * imageBytes);
  indices.forEach((index, i) => {
    const start = index * imageBytes;
    bytes.set(split.pixels.subarray(start, start + imageBytes), i * imageBytes);
  });
  return normaliseImages(bytes, normalisation);
}
