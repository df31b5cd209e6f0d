import type { DataSplit } from './dataset.ts';

/**
 * The classes that an OOD split has no image of. They are removed there before the softmax, as the
 * paper does for ImageNet-R and ImageNet-A: an answer that cannot be right is not offered. The ID
 * splits are measured with every class.
 *
 * @returns class indices, ascending; none for a split that is not OOD
 */
export function absentClasses(
  { role, labels }: Pick<DataSplit, 'role' | 'labels'>,
  classCount: number,
): readonly number[] {
  if (role !== 'ood') return [];
  const present = new Set(labels);
  return Array.from({ length: classCount }, (_, c) => c).filter((c) => !present.has(c));
}

/**
 * Removes classes from every row by giving them the logit −Infinity, in place.
 * @param logits [n, C] row-major
 */
export function removeClasses(
  logits: Float32Array,
  classCount: number,
  classes: readonly number[],
): void {
  for (let row = 0; row < logits.length; row += classCount) {
    for (const c of classes) logits[row + c] = Number.NEGATIVE_INFINITY;
  }
}
