/** The two sums so far, as 32-bit words. */
interface Sums {
  readonly first: number;
  readonly second: number;
}

/** Numbers in local variables: a closure over them would make each step several times slower. */
function addWords({ first, second }: Sums, words: Uint32Array | Uint8Array): Sums {
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    first = Math.imul(first ^ word, 0x01000193);
    second = Math.imul(((second << 13) | (second >>> 19)) ^ word, 0x85ebca6b);
  }
  return { first, second };
}

/**
 * A fingerprint against accidents (a flipped bit, a cut, parts in another order), not against
 * malice: two 32-bit FNV-1a sums over the words of all arrays and their lengths, 16 hexadecimal
 * digits. Unlike SHA-256 it needs no secure page, and 40 MB take about 20 ms.
 *
 * Source: Fowler, Noll and Vo, the FNV hash; here a word at a time, the second sum rotated.
 */
export function checksum(arrays: readonly ArrayBufferView[]): string {
  let sums: Sums = { first: 0x811c9dc5, second: 0x9747b28c };
  for (const array of arrays) {
    const aligned =
      array.byteOffset % 4 === 0
        ? array
        : new Uint8Array(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    const whole = aligned.byteLength >>> 2;
    sums = addWords(sums, new Uint32Array(aligned.buffer, aligned.byteOffset, whole));
    const tail = aligned.byteOffset + 4 * whole;
    sums = addWords(sums, new Uint8Array(aligned.buffer, tail, aligned.byteLength % 4));
    sums = addWords(sums, Uint32Array.of(array.byteLength));
  }
  const hex = (sum: number) => (sum >>> 0).toString(16).padStart(8, '0');
  return hex(sums.first) + hex(sums.second);
}
