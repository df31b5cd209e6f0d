import { createRng } from '../../math/rng.ts';
import type { ShiftLevel } from '../../protocol/catalogue.ts';
import type { DataSplit } from '../dataset.ts';
import { DatasetError } from '../datasetError.ts';
import { evaluationSeed } from '../subset.ts';
import { shifts } from './registry.ts';
import type { Shift } from './shift.ts';

/** @throws DatasetError when there is no such family, or the severity is not a whole number 1 to 5 */
export function findShift({ shiftId, severity }: ShiftLevel): Shift {
  const shift = shifts.find(({ id }) => id === shiftId);
  if (!shift) {
    throw new DatasetError(
      'unknown-shift',
      `There is no shift "${shiftId}".`,
      `Choose one of ${shifts.map(({ id }) => id).join(', ')}.`,
    );
  }
  if (!Number.isInteger(severity) || severity < 1 || severity > 5) {
    throw new DatasetError(
      'bad-severity',
      `${shift.label} has severities 1 to 5, not ${severity}.`,
      'Choose a severity from 1 to 5; the untouched images are severity 0.',
    );
  }
  return shift;
}

/**
 * A stream of its own for every rung of every ladder: FNV-1a of its name, in the upper half, where
 * no numbered stream lies.
 */
function streamOf({ shiftId, severity }: ShiftLevel): number {
  let hash = 0x811c9dc5;
  for (const character of `${shiftId}/${severity}`) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  }
  return (hash | 0x80000000) >>> 0;
}

/**
 * One image of a split, corrupted: a pure function of seed, rung and position, so that every method
 * and every run meets the same picture.
 *
 * @param side  S
 * @param index position within the split
 * @returns [S, S, 3] bytes
 * @throws DatasetError for an unknown rung
 */
export function corruptImage(
  split: DataSplit,
  side: number,
  index: number,
  level: ShiftLevel,
  seed = evaluationSeed,
): Uint8Array<ArrayBuffer> {
  const size = side * side * 3;
  const pixels = split.pixels.subarray(index * size, (index + 1) * size);
  const rng = createRng(seed, streamOf(level), index);
  return findShift(level).apply(pixels, side, level.severity, rng);
}
