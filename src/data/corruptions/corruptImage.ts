import { createRng } from '../../math/rng.ts';
import type { CorruptionLevel } from '../../protocol/catalogue.ts';
import type { DataSplit } from '../dataset.ts';
import { DatasetError } from '../datasetError.ts';
import { evaluationSeed } from '../subset.ts';
import type { Corruption } from './corruption.ts';
import { corruptions } from './registry.ts';

/** @throws DatasetError when there is no such family, or the severity is not a whole number 1 to 5 */
export function findCorruption({ shiftId, severity }: CorruptionLevel): Corruption {
  const corruption = corruptions.find(({ id }) => id === shiftId);
  if (!corruption) {
    throw new DatasetError(
      'unknown-corruption',
      `There is no corruption "${shiftId}".`,
      `Choose one of ${corruptions.map(({ id }) => id).join(', ')}.`,
    );
  }
  if (!Number.isInteger(severity) || severity < 1 || severity > 5) {
    throw new DatasetError(
      'bad-severity',
      `${corruption.label} has severities 1 to 5, not ${severity}.`,
      'Choose a severity from 1 to 5; the untouched images are severity 0.',
    );
  }
  return corruption;
}

/**
 * A stream of its own for every rung of every ladder: FNV-1a of its name, in the upper half, where
 * no numbered stream lies.
 */
function streamOf({ shiftId, severity }: CorruptionLevel): number {
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
  level: CorruptionLevel,
  seed = evaluationSeed,
): Uint8Array<ArrayBuffer> {
  const size = side * side * 3;
  const pixels = split.pixels.subarray(index * size, (index + 1) * size);
  const rng = createRng(seed, streamOf(level), index);
  return findCorruption(level).apply(pixels, side, level.severity, rng);
}
