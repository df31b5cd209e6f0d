/** Streams of one seed that must not share numbers: one per use of randomness. */
export const rngStreams = {
  batchOrder: 1,
  shift: 2,
  template: 3,
  subset: 4,
  bootstrap: 5,
  classDraw: 6,
  classOrder: 7,
  lesson: 8,
  mixup: 9,
  randomTexts: 10,
} as const;

export interface Rng {
  /** The next 32 random bits, 0 … 2³² − 1. */
  uint32(): number;
  /** uint32 / 2³²: a multiple of 2⁻³² in [0, 1). */
  uniform(): number;
  /**
   * A whole number in 0 … n − 1, each equally likely: uint32 mod n, where draws at or above the
   * largest multiple of n that fits in 2³² are thrown away.
   * @throws RangeError unless n is a whole number in 1 … 2³²
   */
  below(n: number): number;
  /** In-place Fisher–Yates from the end: for i = length − 1 … 1, swap i with below(i + 1). */
  shuffle(values: Int32Array): void;
}

const ROUNDS = 10;
const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;
const TWO_32 = 2 ** 32;

/** High 32 bits of the 64-bit product of two unsigned 32-bit integers. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = (Math.imul(aHigh, bLow) >>> 0) + (Math.imul(aLow, bLow) >>> 16);
  const carry = (Math.imul(aLow, bHigh) >>> 0) + (middle & 0xffff);
  return (Math.imul(aHigh, bHigh) + (middle >>> 16) + (carry >>> 16)) >>> 0;
}

/**
 * One block of Philox4x32-10: a fixed bijection of the counter for each key.
 *
 * @param counter four unsigned 32-bit words
 * @param key     two unsigned 32-bit words
 * @param out     receives four unsigned 32-bit words
 *
 * Source: Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"; Random123.
 */
export function philox4x32(
  counter: readonly [number, number, number, number],
  key: readonly [number, number],
  out: Uint32Array,
): void {
  let c0 = counter[0];
  let c1 = counter[1];
  let c2 = counter[2];
  let c3 = counter[3];
  let k0 = key[0];
  let k1 = key[1];
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = multiplyHigh(MULTIPLIER_0, c0);
    const low0 = Math.imul(MULTIPLIER_0, c0) >>> 0;
    const high1 = multiplyHigh(MULTIPLIER_1, c2);
    const low1 = Math.imul(MULTIPLIER_1, c2) >>> 0;
    c0 = (high1 ^ c1 ^ k0) >>> 0;
    c1 = low1;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c3 = low0;
    k0 = (k0 + WEYL_0) >>> 0;
    k1 = (k1 + WEYL_1) >>> 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

/**
 * A stream of random numbers that any language can replay: Philox4x32-10 with
 *
 *   key = (seed, stream), counter = (block, substream, 0, 0), block = 0, 1, 2, …
 *
 * and the four words of each block used in order. Streams never overlap.
 *
 * @param seed      taken modulo 2³²
 * @param stream    one of `rngStreams`
 * @param substream epoch, sample or draw, so that any of them can be replayed alone
 */
export function createRng(seed: number, stream: number, substream = 0): Rng {
  const key = [seed >>> 0, stream >>> 0] as const;
  const words = new Uint32Array(4);
  let block = 0;
  let used = 4;

  const uint32 = (): number => {
    if (used === 4) {
      philox4x32([block, substream >>> 0, 0, 0], key, words);
      block = (block + 1) >>> 0;
      used = 0;
    }
    return words[used++]!;
  };

  const below = (n: number): number => {
    if (!Number.isInteger(n) || n < 1 || n > TWO_32) {
      throw new RangeError(`below(n) needs a whole number from 1 to 2^32, got ${n}`);
    }
    let value = uint32();
    // Below 2³² − n every draw is kept, so the exact end is worked out only for the few above.
    if (value >= TWO_32 - n) {
      const end = TWO_32 - (TWO_32 % n);
      while (value >= end) value = uint32();
    }
    return n === TWO_32 ? value : (value >>> 0) % (n >>> 0);
  };

  return {
    uint32,
    uniform: () => uint32() / TWO_32,
    below,
    shuffle: (values) => {
      for (let i = values.length - 1; i > 0; i--) {
        const j = below(i + 1);
        const swapped = values[i]!;
        values[i] = values[j]!;
        values[j] = swapped;
      }
    },
  };
}
