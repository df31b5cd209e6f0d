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
