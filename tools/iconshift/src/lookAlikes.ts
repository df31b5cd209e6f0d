import { inkLength } from './ink.ts';

/** Two drawings whose blurred ink correlates as much are taken for the same drawing. */
export const alikeFrom = 0.95;

/** Lengths of the two halves of a fingerprint (even and odd in x), and how much of each is read first. */
const half = inkLength / 2;
const firstLook = 16;

/** Fingerprints side by side, their low frequencies apart for the first look. */
export interface Prints {
  /** [n, 256] */
  readonly values: Float32Array;
  /** [n, 32] the first 16 of each half. */
  readonly low: Float32Array;
  /** [n] Euclidean length of what the first look leaves out. */
  readonly rest: Float64Array;
  readonly count: number;
}

export function layOut(prints: readonly Float32Array[]): Prints {
  const values = new Float32Array(prints.length * inkLength);
  const low = new Float32Array(prints.length * 2 * firstLook);
  const rest = new Float64Array(prints.length);
  prints.forEach((print, i) => {
    values.set(print, i * inkLength);
    low.set(print.subarray(0, firstLook), i * 2 * firstLook);
    low.set(print.subarray(half, half + firstLook), (2 * i + 1) * firstLook);
    let sum = 0;
    print.forEach((value, k) => {
      if (k % half >= firstLook) sum += value * value;
    });
    rest[i] = Math.sqrt(sum);
  });
  return { values, low, rest, count: prints.length };
}

/** Correlation of one print of `a` with one of `b`, or with its mirror image where that is higher. */
export function likeness(a: Prints, i: number, b: Prints, j: number): number {
  let even = 0;
  let odd = 0;
  const [start, other] = [i * inkLength, j * inkLength];
  for (let k = 0; k < half; k++) {
    even += a.values[start + k]! * b.values[other + k]!;
    odd += a.values[start + half + k]! * b.values[other + half + k]!;
  }
  return even + Math.abs(odd);
}

/** Upper bound of `likeness` from the low frequencies alone (Cauchy–Schwarz on the others). */
function mostLikeness(a: Prints, i: number, b: Prints, j: number): number {
  let even = 0;
  let odd = 0;
  const [start, other] = [i * 2 * firstLook, j * 2 * firstLook];
  for (let k = 0; k < firstLook; k++) {
    even += a.low[start + k]! * b.low[other + k]!;
    odd += a.low[start + firstLook + k]! * b.low[other + firstLook + k]!;
  }
  return even + Math.abs(odd) + a.rest[i]! * b.rest[j]!;
}

/**
 * Every pair of look-alikes, one of each list, mirror images included. Exact: the bound only skips
 * pairs that cannot reach the threshold.
 * @param visit gets both positions and their likeness
 */
export function eachLookAlike(
  a: Prints,
  b: Prints,
  visit: (i: number, j: number, likeness: number) => void,
  from = alikeFrom,
): void {
  // Rounding of the float32 prints must not let the bound fall below the product.
  const slack = 1e-5;
  for (let i = 0; i < a.count; i++) {
    for (let j = 0; j < b.count; j++) {
      if (mostLikeness(a, i, b, j) + slack < from) continue;
      const value = likeness(a, i, b, j);
      if (value >= from) visit(i, j, value);
    }
  }
}
