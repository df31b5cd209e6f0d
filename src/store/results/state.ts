import type { CorruptionLevel } from '../../protocol/catalogue.ts';
import type { EvaluationScope } from '../../protocol/events.ts';
import type { StatsPort } from '../kit/ports.ts';
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
  /** The statistics worker, for what only one open view asks, of evaluations by key. */
  readonly statistics: Pick<StatsPort, 'batches' | 'calibrators' | 'posthoc' | 'group'>;
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
  /** Evaluates the next missing tick. @returns whether one was missing */
  fillTick(): Promise<boolean>;
}

export interface CorruptionSlice {
  /** The rung in question: a corruption of the catalogue (null takes the first) and 0 to 5. */
  readonly corruption: { readonly shiftId: string | null; readonly severity: number };
  /** Evaluations under way on the ladder; null when nobody climbs. */
  readonly climbing: { readonly done: number; readonly total: number } | null;
  setCorruption(change: Partial<CorruptionSlice['corruption']>): void;
  /** Evaluates severities, all unless some are named, one after another, for every method of the race. */
  climb(severities?: readonly number[]): Promise<void>;
  /** Ends the climb after the evaluation under way. */
  stopClimbing(): void;
}

/** Two methods whose final evaluations are compared: the first minus the second. */
export type MethodPair = readonly [first: string, second: string];

export interface FindingsSlice {
  /** What else is to be measured, beside the findings. */
  readonly pairsAsked: readonly MethodPair[];
  /** Has pairs of methods measured, here and in races to come; those asked before are let go. */
  askPairs(pairs: readonly MethodPair[]): void;
  /** The method that a finished race measures all others against; null takes the pretrained model. */
  readonly findingsAgainst: string | null;
  measureAgainst(methodId: string): void;
}
