import type { StoredSplit } from '../../results/runRecord.ts';

const sameNumbers = (a: Int32Array, b: Int32Array) =>
  a.length === b.length && a.every((value, i) => value === b[i]);

/** Whether two evaluations saw the same images, split by split. */
export function sameImages(a: readonly StoredSplit[], b: readonly StoredSplit[]): boolean {
  return (
    a.length === b.length &&
    a.every((split) => {
      const other = b.find(({ splitId }) => splitId === split.splitId);
      return (
        other !== undefined &&
        other.classCount === split.classCount &&
        sameNumbers(split.indices, other.indices) &&
        sameNumbers(split.labels, other.labels)
      );
    })
  );
}
