import type { Rng } from '../../math/rng.ts';
import type { CorruptionInfo } from '../../protocol/catalogue.ts';

/** One family of corruptions, in five severities; a pure function of image, severity and numbers drawn. */
export interface Corruption extends CorruptionInfo {
  /**
   * @param pixels   [S, S, 3] bytes of one image; left as they are
   * @param side     S
   * @param severity 1 to 5, stronger from one to the next
   * @param rng      where every draw comes from: same stream, same corruption
   * @returns [S, S, 3] bytes, always new
   */
  apply(pixels: Uint8Array, side: number, severity: number, rng: Rng): Uint8Array<ArrayBuffer>;
}

/** Strength at severities 1 to 5. */
export type SeverityTable = readonly [number, number, number, number, number];

/** @throws RangeError unless severity is a whole number from 1 to 5 */
export function strengthOf(table: SeverityTable, severity: number): number {
  const strength = table[severity - 1];
  if (strength === undefined) throw new RangeError(`Severity is 1 to 5, not ${severity}`);
  return strength;
}

/** Whole bytes, kept within 0 … 255. */
export function toBytes(values: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(values.length);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = Math.round(Math.min(255, Math.max(0, values[i]!)));
  }
  return bytes;
}
