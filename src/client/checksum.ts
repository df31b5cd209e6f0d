/**
 * A fingerprint against accidents (a flipped bit, a cut, parts in another order), not against
 * malice: two 32-bit FNV-1a sums over the words of all arrays and their lengths, 16 hexadecimal
 * digits. Unlike SHA-256 it needs no secure page, and 40 MB take about 20 ms.
 *
 * Source: Fowler, Noll and Vo, the FNV hash; here a word at a time, the second sum rotated.
 */
export function checksum(arrays: readonly ArrayBufferView[]): string {
  let first = 0x811c9dc5;
  let second = 0x9747b28c;
  const add = (word: number) => {
    first = Math.imul(first ^ word, 0x01000193);
    second = Math.imul(((second << 13) | (second >>> 19)) ^ word, 0x85ebca6b);
  };
  for (const array of arrays) {
    const aligned =
      array.byteOffset % 4 === 0
        ? array
        : new Uint8Array(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    const whole = aligned.byteLength >>> 2;
    const words = new Uint32Array(aligned.buffer, aligned.byteOffset, whole);
    for (let i = 0; i < whole; i++) add(words[i]!);
    const tail = new Uint8Array(
      aligned.buffer,
      aligned.byteOffset + 4 * whole,
      aligned.byteLength % 4,
    );
    for (const byte of tail) add(byte);
    add(array.byteLength);
  }
  const hex = (sum: number) => (sum >>> 0).toString(16).padStart(8, '0');
  return hex(first) + hex(second);
}
