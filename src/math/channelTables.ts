/** Bytes that there are. */
const BYTES = 256;
/** Numbers of the tables of three channels. */
export const CHANNEL_NUMBERS = 3 * BYTES;

/**
 * A number for every byte of each of three channels, channel after channel.
 * @param numberOf computed in double precision, rounded once to float32
 * @returns [3 · 256]
 */
export const channelTables = (
  numberOf: (byte: number, channel: number) => number,
): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length: CHANNEL_NUMBERS }, (_, i) =>
    numberOf(i % BYTES, Math.floor(i / BYTES)),
  );

/**
 * Every byte's number.
 * @param bytes [..., 3] interleaved channels
 * @returns as many numbers, same layout
 */
export function lookUpChannels(bytes: Uint8Array, tables: Float32Array): Float32Array<ArrayBuffer> {
  const values = new Float32Array(bytes.length);
  // Three at a time: a loop over the channels takes up to twice as long.
  for (let i = 0; i < bytes.length; i += 3) {
    values[i] = tables[bytes[i]!]!;
    values[i + 1] = tables[BYTES + bytes[i + 1]!]!;
    values[i + 2] = tables[2 * BYTES + bytes[i + 2]!]!;
  }
  return values;
}
