import type { CorruptionLevel } from '../../protocol/catalogue.ts';
import type { EvaluationScope, LabEvent } from '../../protocol/events.ts';
import type { ResultDifference } from '../../results/types.ts';
import type { LogitsVault } from './logitsVault.ts';
import type { Summaries } from './summaries.ts';

/** One evaluation whose logits lie with the statistics worker, under `key`. */
export interface Evaluation {
  readonly key: string;
  /** Its logits are lost: what was kept of it is all there is. */
  readonly bare?: true;
  readonly step: number;
  readonly scope: EvaluationScope;
  readonly alpha?: number;
}

export interface CorruptedEvaluation extends Evaluation, CorruptionLevel {}

export interface ResultsSlice {
  /** By method, oldest first. */
  readonly evaluations: Readonly<Record<string, readonly Evaluation[]>>;
  /** The same on corrupted images of the ID test set. */
  readonly corrupted: Readonly<Record<string, readonly CorruptedEvaluation[]>>;
  /** The logits behind both, by key. */
  readonly vault: LogitsVault;
  /** What is known of both: see `shown.ts` for how to ask it. Changed in place. */
  readonly summaries: Summaries;
  /** Rises with every answer of the statistics worker. */
  readonly summaryRevision: number;
  /** Takes logits, and notes which evaluations are complete. */
  takeEvaluation(event: LabEvent): void;
  evaluateAll(): Promise<void>;
  clearResults(): void;
}

export interface AlphaSlice {
  /** How long the newest evaluation of each view took, ms. */
  readonly alphaMs: Readonly<Record<string, number>>;
  /** Ticks are being evaluated on demand. */
  readonly fillingTrail: boolean;
  /** Evaluates all missing ticks now, also while the race is paused. */
  fillTrail(): Promise<void>;
  takeAlpha(event: LabEvent): void;
}

export interface CorruptionSlice {
  /** The rung in question: a corruption of the catalogue (null takes the first) and 0 to 5. */
  readonly corruption: { readonly shiftId: string | null; readonly severity: number };
  /** Evaluations under way on the ladder; null when nobody climbs. */
  readonly climbing: { readonly done: number; readonly total: number } | null;
  /** Evaluates this severity when the slider rests. */
  setCorruption(change: Partial<CorruptionSlice['corruption']>): void;
  /** Evaluates all severities, one after another, for every method of the race. */
  climb(): Promise<void>;
  /** Ends the climb after the evaluation under way. */
  stopClimbing(): void;
}

/** What a finished race says, each method measured against one of them on the same images. */
export interface Findings {
  readonly againstId: string;
  /** Itself minus the other. */
  readonly byMethod: Readonly<Record<string, ResultDifference>>;
}

export interface FindingsSlice {
  /** Null until the race is over and its last evaluation is there. */
  readonly findings: Findings | null;
  /** Measures all others against this method. */
  measureAgainst(methodId: string): void;
}
