import type { BinChoice } from '../metrics/binEdges.ts';
import type { CalibratorInfo } from '../posthoc/calibrator.ts';
import type { EvaluationSummary, SplitResult } from './types.ts';

/** One set after a calibrator. */
export interface PosthocSet {
  readonly splitId: string;
  readonly role: SplitResult['role'];
  readonly summary: EvaluationSummary;
}

/** A calibrator fitted on an evaluation, and every test set after it. */
export interface PosthocRow {
  /** Of the registry; null is no calibrator at all. */
  readonly id: string | null;
  /** Images of ID validation it was fitted on; for the oracle, of all the sets together. */
  readonly fittedOn: number;
  /** A fit of it is not to be trusted. */
  readonly atBound: boolean;
  readonly sets: readonly PosthocSet[];
}

export interface PosthocOptions extends BinChoice {
  /** Bootstrap draws for the intervals; 0 skips them. */
  readonly draws: number;
}

/** What a calibrator is, with how many numbers it fits; null where the data decide. */
export type CalibratorSaid = CalibratorInfo & { readonly parameters: number | null };
