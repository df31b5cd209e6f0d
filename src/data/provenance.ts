import type { DatasetManifest, DatasetSource } from './datasetManifest.ts';

/** Whom to thank for one image. */
export interface ImageCredit {
  readonly set: DatasetSource;
  /** Name of the drawing within its set. */
  readonly icon: string;
  readonly author: string;
  /** SPDX identifier. */
  readonly licence: string;
}

/**
 * Set, drawing, author and licence of one image.
 * @param index position within the split
 * @throws RangeError when there is no such image
 */
export function imageCredit(
  manifest: DatasetManifest,
  splitId: string,
  index: number,
): ImageCredit {
  const split = manifest.splits.find((candidate) => candidate.id === splitId);
  const icon = split?.icons[index];
  const set = manifest.sets[split?.sets[index] ?? -1];
  if (icon === undefined || !set) {
    throw new RangeError(`There is no image ${index} in a split "${splitId}" of ${manifest.id}`);
  }
  return { set, icon, author: set.author, licence: set.licence };
}
