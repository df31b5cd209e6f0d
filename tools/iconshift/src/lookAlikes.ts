import { type Fingerprints, frames, inkLength } from './ink.ts';

/** Lengths of the two halves of a fingerprint (even and odd in x), and how much of each is read first. */
const half = inkLength / 2;
const firstLook = 16;

/** The fingerprints of one frame side by side, their low frequencies apart for the first look. */
interface FramePrints {
  /** [n, 256] */
  readonly values: Float32Array;
  /** [n, 32] the first 16 of each half. */
  readonly low: Float32Array;
  /** [n] Euclidean length of what the first look leaves out. */
  readonly rest: Float64Array;
}

/** Fingerprints of many drawings, in each of `frames`. */
export interface Prints {
  readonly byFrame: readonly FramePrints[];
  readonly count: number;
}

function layOutFrame(prints: readonly Float32Array[]): FramePrints {
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
  return { values, low, rest };
}

export const layOut = (prints: readonly Fingerprints[]): Prints => ({
  byFrame: frames.map((_, f) => layOutFrame(prints.map((print) => print[f]!))),
  count: prints.length,
});

/** The prints of some of the drawings. */
export const pick = ({ byFrame }: Prints, wanted: readonly number[]): Prints =>
  layOut(
    wanted.map((i) =>
      byFrame.map(({ values }) => values.subarray(i * inkLength, (i + 1) * inkLength)),
    ),
  );

/**
 * Correlation of two drawings in one frame, or of one with the other's mirror image where that is
 * higher.
 */
export function likeness(a: Prints, i: number, b: Prints, j: number, frame: number): number {
  const [p, q] = [a.byFrame[frame]!.values, b.byFrame[frame]!.values];
  let even = 0;
  let odd = 0;
  const [start, other] = [i * inkLength, j * inkLength];
  for (let k = 0; k < half; k++) {
    even += p[start + k]! * q[other + k]!;
    odd += p[start + half + k]! * q[other + half + k]!;
  }
  return even + Math.abs(odd);
}

/** Upper bound of `likeness` from the low frequencies alone (Cauchy–Schwarz on the others). */
function mostLikeness(a: FramePrints, i: number, b: FramePrints, j: number): number {
  let even = 0;
  let odd = 0;
  const [start, other] = [i * 2 * firstLook, j * 2 * firstLook];
  for (let k = 0; k < firstLook; k++) {
    even += a.low[start + k]! * b.low[other + k]!;
    odd += a.low[start + firstLook + k]! * b.low[other + firstLook + k]!;
  }
  return even + Math.abs(odd) + a.rest[i]! * b.rest[j]!;
}

/** Rounding of the float32 prints must not let the bound fall below the product. */
const slack = 1e-5;

/**
 * Every pair of look-alikes, one of each list, mirror images included: alike in any of `frames`.
 * Exact: the bound only skips pairs that cannot reach the threshold.
 * @param visit gets both positions, once for each frame in which they are alike
 */
export function eachLookAlike(
  a: Prints,
  b: Prints,
  visit: (i: number, j: number) => void,
  thresholds: readonly number[] = frames.map(({ alikeFrom }) => alikeFrom),
): void {
  thresholds.forEach((from, frame) => {
    const [p, q] = [a.byFrame[frame]!, b.byFrame[frame]!];
    for (let i = 0; i < a.count; i++) {
      for (let j = 0; j < b.count; j++) {
        if (mostLikeness(p, i, q, j) + slack < from) continue;
        if (likeness(a, i, b, j, frame) >= from) visit(i, j);
      }
    }
  });
}
