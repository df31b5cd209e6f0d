import { type ClassTotals, classTotals, confusionCounts } from '../../results/confusion.ts';
import { memoSelector } from '../kit/memoSelector.ts';
import {
  type ImageReads,
  type ImageRow,
  imageRows,
  keptSplit,
  lookedAt,
  selectedImages,
} from './imageRows.ts';

/** One true class among the brushed images. */
export interface ClassRow {
  readonly label: number;
  readonly count: number;
  readonly correct: number;
  /** Fraction. */
  readonly accuracy: number;
  /** Accuracy minus that of the reference on the same images; null where it saw none of them. */
  readonly change: number | null;
}

/** What the brushed images say of classes: filters play no part. */
export interface ClassView {
  readonly classCount: number;
  /** Images counted. */
  readonly n: number;
  /** [C, C] row-major, rows true. */
  readonly counts: Int32Array;
  /** Classes that have any image, in class order. */
  readonly rows: readonly ClassRow[];
  /** The method that `change` is against; null when there is none, or it is the one looked at. */
  readonly referenceId: string | null;
}

/** Totals per class of both methods over the images that both have seen. */
function sharedTotals(
  own: readonly ImageRow[],
  other: readonly ImageRow[],
  classCount: number,
): readonly [own: ClassTotals, other: ClassTotals] {
  const byIndex = new Map(other.map((row) => [row.index, row]));
  const shared = own.filter(({ index }) => byIndex.has(index));
  const totals = (rows: readonly ImageRow[]) =>
    classTotals(confusionCounts(rows, classCount), classCount);
  return [totals(shared), totals(shared.map(({ index }) => byIndex.get(index)!))];
}

/** Rows of all classes that occur. @param reference answers of the reference; null without one */
export function classRows(
  rows: readonly ImageRow[],
  reference: readonly ImageRow[] | null,
  classCount: number,
): readonly ClassRow[] {
  const { count, correct } = classTotals(confusionCounts(rows, classCount), classCount);
  const shared = reference && sharedTotals(rows, reference, classCount);
  const change = (label: number) => {
    const n = shared?.[0].count[label] ?? 0;
    if (!shared || n === 0) return null;
    return (shared[0].correct[label]! - shared[1].correct[label]!) / n;
  };
  return Array.from(count, (n, label) => ({
    label,
    count: n,
    correct: correct[label]!,
    accuracy: correct[label]! / n,
    change: change(label),
  })).filter((row) => row.count > 0);
}

/** Confusions and classes of the brushed images; null before there is an evaluation to look at. */
export const classView = memoSelector(
  (state: ImageReads) => {
    const looked = lookedAt(state);
    const reference = state.engine.catalogue?.methods.find(
      ({ id, kind }) => kind === 'reference' && state.evaluations[id] && id !== looked?.methodId,
    );
    const kept = looked && reference && keptSplit(state, reference.id, looked.split.splitId);
    return [looked, selectedImages(state)?.brushed, reference?.id ?? null, kept];
  },
  (looked, brushed, referenceId, kept): ClassView | null => {
    if (!looked || !brushed) return null;
    const { classCount } = looked.split;
    return {
      classCount,
      n: brushed.length,
      counts: confusionCounts(brushed, classCount),
      rows: classRows(brushed, kept ? imageRows(kept, 1) : null, classCount),
      referenceId: kept ? referenceId : null,
    };
  },
);

export type ClassOrder = 'worst' | 'best' | 'change' | 'name';

/** A sorted copy; of equal accuracies the class with more images first. */
export function sortClasses(
  rows: readonly ClassRow[],
  order: ClassOrder,
  classNames: readonly string[],
): readonly ClassRow[] {
  const name = ({ label }: ClassRow) => classNames[label] ?? '';
  const byName = (a: ClassRow, b: ClassRow) => name(a).localeCompare(name(b), 'en');
  const worst = (a: ClassRow, b: ClassRow) => a.accuracy - b.accuracy || b.count - a.count;
  const by: Readonly<Record<ClassOrder, (a: ClassRow, b: ClassRow) => number>> = {
    worst: (a, b) => worst(a, b) || byName(a, b),
    best: (a, b) => b.accuracy - a.accuracy || b.count - a.count || byName(a, b),
    change: (a, b) => (a.change ?? 0) - (b.change ?? 0) || byName(a, b),
    name: byName,
  };
  return [...rows].sort(by[order]);
}
