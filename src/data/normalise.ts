import type { PixelNormalisation } from './dataset.ts';

/**
 * Turns RGB bytes into the numbers a vision tower expects:
 *
 *   value = (byte · rescale − mean[channel]) / std[channel]
 *
 * computed in double precision and rounded once to float32.
 *
 * @param bytes [..., 3] interleaved RGB
 * @returns as many numbers, same layout
 */
export function normaliseImages(
  bytes: Uint8Array,
  { mean, std, rescale }: PixelNormalisation,
): Float32Array<ArrayBuffer> {
  const table = new Float32Array(256 * 3);
  for (let byte = 0; byte < 256; byte++) {
    for (let c = 0; c < 3; c++) table[3 * byte + c] = (byte * rescale - mean[c]!) / std[c]!;
  }
  const values = new Float32Array(bytes.length);
  for (let i = 0; i < bytes.length; i += 3) {
    for (let c = 0; c < 3; c++) values[i + c] = table[3 * bytes[i + c]! + c]!;
  }
  return values;
}
