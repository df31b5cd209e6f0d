import { channelTables, lookUpChannels } from '../math/channelTables.ts';
import type { PixelNormalisation } from './dataset.ts';

/**
 * What a vision tower expects for each byte of each channel:
 *
 *   value = (byte · rescale − mean[channel]) / std[channel]
 *
 * @returns [3 · 256], channel after channel
 */
export const normalisationTables = ({ mean, std, rescale }: PixelNormalisation) =>
  channelTables((byte, c) => (byte * rescale - mean[c]!) / std[c]!);

/**
 * Turns RGB bytes into the numbers that a vision tower expects.
 *
 * @param bytes [..., 3] interleaved RGB
 * @returns as many numbers, same layout
 */
export const normaliseImages = (bytes: Uint8Array, normalisation: PixelNormalisation) =>
  lookUpChannels(bytes, normalisationTables(normalisation));
