import type { BinSummary } from '../../results/types.ts';

/** One bin of a reliability diagram in unit coordinates: x and y run from 0 to 1, y upwards. */
export interface BinMarks {
  readonly left: number;
  readonly right: number;
  readonly accuracy: number;
  readonly confidence: number;
  /** The gap's direction: over-confident when the confidence exceeds the accuracy. */
  readonly side: 'over' | 'under';
  readonly whisker: readonly [number, number] | null;
  /** Too few images to say much. */
  readonly faint: boolean;
  readonly count: number;
  readonly correct: number;
  /** Share of the fullest bin, for the histogram. */
  readonly share: number;
}

/** Fewer images than this in a bin are drawn faintly. */
const fewImages = 10;

/** What is drawn for the bins; an empty bin draws nothing. */
export function reliabilityMarks(bins: readonly BinSummary[]): readonly BinMarks[] {
  const fullest = Math.max(1, ...bins.map(({ count }) => count));
  return bins.flatMap(({ lower, upper, count, correct, accuracy, confidence, accuracyInterval }) =>
    count === 0 || accuracy === null || confidence === null
      ? []
      : [
          {
            left: lower,
            right: upper,
            accuracy,
            confidence,
            side: confidence > accuracy ? ('over' as const) : ('under' as const),
            whisker: accuracyInterval,
            faint: count < fewImages,
            count,
            correct,
            share: count / fullest,
          },
        ],
  );
}

/** Stretches of the axis without any image, neighbours joined. */
export function emptyStretches(
  bins: readonly BinSummary[],
): readonly { readonly left: number; readonly right: number }[] {
  const stretches: { left: number; right: number }[] = [];
  for (const { lower, upper, count } of bins) {
    if (count > 0) continue;
    const last = stretches.at(-1);
    if (last?.right === lower) last.right = upper;
    else stretches.push({ left: lower, right: upper });
  }
  return stretches;
}

/**
 * Outline of the bars' accuracies as an SVG path: a step per bin, broken where a bin is empty.
 * @param size side of the square, px
 */
export function stepOutline(bins: readonly BinSummary[], size: number): string {
  let path = '';
  let end: number | null = null;
  for (const { left, right, accuracy } of reliabilityMarks(bins)) {
    const y = (1 - accuracy) * size;
    path += `${left === end ? 'L' : 'M'}${left * size} ${y}H${right * size}`;
    end = right;
  }
  return path;
}
