import { channelTables, lookUpChannels } from '../math/channelTables.ts';
import type { PixelNormalisation } from './dataset.ts';

/** Worked out once: every batch asks for them. */
const tables = new WeakMap<PixelNormalisation, Float32Array<ArrayBuffer>>();

/**
 * What a vision tower expects for each byte of each channel:
 *
 *   value = (byte · rescale − mean[channel]) / std[channel]
 *
 * @returns [3 · 256], channel after channel
 */
export function normalisationTables(normalisation: PixelNormalisation): Float32Array<ArrayBuffer> {
  const known = tables.get(normalisation);
  if (known) return known;
  const { mean, std, rescale } = normalisation;
  const made = channelTables((byte, c) => (byte * rescale - mean[c]!) / std[c]!);
  tables.set(normalisation, made);
  return made;
}

/**
 * Turns RGB bytes into the numbers that a vision tower expects.
 *
 * @param bytes [..., 3] interleaved RGB
 * @returns as many numbers, same layout
 */
export const normaliseImages = (bytes: Uint8Array, normalisation: PixelNormalisation) =>
  lookUpChannels(bytes, normalisationTables(normalisation));
