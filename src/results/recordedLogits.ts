/**
 * Logits as bytes, for recordings: what a softmax makes of them stays, at every temperature of interest.
 *
 * Of each image its largest logit z* is kept as it is, and of each class one byte: the code q of
 * z = z* − R·(q/254)^p with p near 2, because a softmax forgives an error of a small logit and not of a
 * large one: next to z* a step is R/64,516. R and p are then moved by the little that gives the answer
 * back the confidence it had at T = 1 and at the fitted T: an image next to the edge of a bin stays in it.
 * Code 0 is the answer's alone, so that no answer is lost to rounding; 255 is −∞, a class that the set has
 * no image of.
 *
 * Layout: [n] z*, [n] R, [n] p as float32, [n, C] codes; little-endian.
 */
import { argmax } from '../math/argmax.ts';

const coarsest = 254;
const absent = 255;
/** z*, R and p. */
const rowBytes = 12;

/** A row's two scales: R and the power p. */
interface Scales {
  readonly range: number;
  readonly power: number;
}

/** ln Σ exp(−R·u^p/T) over the classes below the answer, and its slopes by ln R and by p. */
function logSum(logs: readonly number[], { range, power }: Scales, temperature: number) {
  let sum = 0;
  let byRange = 0;
  let byPower = 0;
  for (const log of logs) {
    const distance = (range * Math.exp(power * log)) / temperature;
    const weight = Math.exp(-distance);
    sum += weight;
    byRange -= weight * distance;
    byPower -= weight * distance * log;
  }
  return { value: Math.log(sum), byRange: byRange / sum, byPower: byPower / sum };
}

/** Temperatures at which the answer's confidence comes back as it was; between them it nearly does. */
const exactTemperatures = (fitted: number) => [1, Math.abs(fitted - 1) < 0.02 ? 2 : fitted];

/**
 * Newton's method on R and p, so that both sums are what the logits' own are.
 * @param logs ln(q/254) of the classes below the answer
 * @param wanted ln Σ exp((z − z*)/T) over them at each of the two temperatures
 */
function fitScales(
  logs: readonly number[],
  exactAt: readonly number[],
  wanted: readonly number[],
  start: Scales,
): Scales {
  let best = start;
  let least = Number.POSITIVE_INFINITY;
  let scales = start;
  for (let i = 0; i < 12; i++) {
    const [one, two] = exactAt.map((temperature) => logSum(logs, scales, temperature));
    const off = [one!.value - wanted[0]!, two!.value - wanted[1]!] as const;
    // The first temperature is that of every raw number: it goes before the second.
    const miss = 10 * Math.abs(off[0]) + Math.abs(off[1]);
    if (!(miss < 1e3)) break;
    if (miss < least) {
      least = miss;
      best = scales;
    }
    const determinant = one!.byRange * two!.byPower - one!.byPower * two!.byRange;
    const apart = Math.abs(determinant) > 1e-9;
    const step = apart
      ? (off[0] * two!.byPower - off[1] * one!.byPower) / determinant
      : off[0] / one!.byRange;
    const turn = apart ? (off[1] * one!.byRange - off[0] * two!.byRange) / determinant : 0;
    scales = {
      range: scales.range * Math.exp(-Math.max(-0.5, Math.min(0.5, step))),
      power: Math.min(4, Math.max(1, scales.power - Math.max(-0.3, Math.min(0.3, turn)))),
    };
  }
  return { range: Math.fround(best.range), power: Math.fround(best.power) };
}

export const recordedBytes = (n: number, classCount: number): number => n * (rowBytes + classCount);

/**
 * @param logits [n, C] row-major, finite or −∞, some finite in every row
 * @param fitted the temperature that the numbers are scaled by
 * @throws RangeError for NaN, +∞, or a row without a finite logit
 */
export function packLogits(
  logits: Float32Array,
  classCount: number,
  fitted: number,
): Uint8Array<ArrayBuffer> {
  const exactAt = exactTemperatures(fitted);
  const n = logits.length / classCount;
  const packed = new Uint8Array(recordedBytes(n, classCount));
  const view = new DataView(packed.buffer);
  for (let i = 0; i < n; i++) {
    const row = logits.subarray(i * classCount, (i + 1) * classCount);
    const best = argmax(row, 0, classCount);
    const top = row[best]!;
    const finite = row.filter(Number.isFinite);
    if (!Number.isFinite(top) || row.some((z) => Number.isNaN(z) || z > top)) {
      throw new RangeError(`Row ${i} has no largest logit: a run that diverged is not recorded.`);
    }
    const range = top - Math.min(...finite) || 1;
    const start = rowBytes * n + i * classCount;
    const codes = packed.subarray(start, start + classCount);
    row.forEach((z, k) => {
      if (z === Number.NEGATIVE_INFINITY) codes[k] = absent;
      else if (k === best) codes[k] = 0;
      else {
        const code = Math.round(coarsest * Math.sqrt((top - z) / range));
        codes[k] = Math.min(coarsest, Math.max(1, code));
      }
    });
    const below = [...codes].filter((code) => code > 0 && code < absent);
    const wanted = exactAt.map((temperature) => {
      const weights = row.map((z, k) => (k === best ? 0 : Math.exp((z - top) / temperature)));
      return Math.log(weights.reduce((sum, weight) => sum + weight, 0));
    });
    const logs = below.map((code) => Math.log(code / coarsest));
    const scales = fitScales(logs, exactAt, wanted, { range, power: 2 });
    view.setFloat32(4 * i, top, true);
    view.setFloat32(4 * (n + i), scales.range, true);
    view.setFloat32(4 * (2 * n + i), scales.power, true);
  }
  return packed;
}

/** The logits of `packLogits`, [n, C]. @throws RangeError where the bytes are not n rows of C classes */
export function unpackLogits(packed: Uint8Array, n: number, classCount: number): Float32Array {
  if (packed.byteLength !== recordedBytes(n, classCount)) {
    throw new RangeError(`${packed.byteLength} bytes are not ${n} rows of ${classCount} logits.`);
  }
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const logits = new Float32Array(n * classCount);
  for (let i = 0; i < n; i++) {
    const top = view.getFloat32(4 * i, true);
    const range = view.getFloat32(4 * (n + i), true);
    const power = view.getFloat32(4 * (2 * n + i), true);
    for (let k = i * classCount; k < (i + 1) * classCount; k++) {
      const code = packed[rowBytes * n + k]!;
      logits[k] =
        code === absent ? Number.NEGATIVE_INFINITY : top - range * (code / coarsest) ** power;
    }
  }
  return logits;
}
