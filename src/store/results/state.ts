import type { ShiftLevel } from '../../protocol/catalogue.ts';
import type { EvaluationScope, LabEvent } from '../../protocol/events.ts';
import type { EvaluationSummary, MethodResult, ResultDifference } from '../../results/types.ts';
import type { LogitsVault } from './logitsVault.ts';

/** One evaluation whose logits lie with the statistics worker, under `key`. */
export interface Evaluation {
  readonly key: string;
  readonly step: number;
  readonly scope: EvaluationScope;
  readonly alpha?: number;
}

export interface ResultsSlice {
  /** By method, oldest first. */
  readonly evaluations: Readonly<Record<string, readonly Evaluation[]>>;
  /** Live evaluations for the curves, by method, oldest first; always raw, 15 bins of equal width. */
  readonly history: Readonly<Record<string, readonly MethodResult[]>>;
  /** What table and diagrams show: with the chosen bins, scaled by each method's own temperature. */
  readonly results: Readonly<Record<string, MethodResult>>;
  /** The same, scaled by the slider's temperature; only while that is neither 1 nor 'own'. */
  readonly atTemperature: Readonly<Record<string, MethodResult>>;
  /** The logits behind `evaluations`, by key. */
  readonly vault: LogitsVault;
  /** What is shown at the knobs' and the clock's new place; of some methods only, or of all. */
  refreshResults(methodIds?: readonly string[]): void;
  refreshTemperature(): void;
  /** Hands logits on, and asks for results of what is complete. */
  takeEvaluation(event: LabEvent): void;
  evaluateAll(): Promise<void>;
  clearResults(): void;
}

/** One mix of an interpolation view. */
export interface AlphaPoint {
  readonly alpha: number;
  /** Live scope, the knobs' bins, without intervals; its row's "Ts" columns are at its own T*. */
  readonly result: MethodResult;
}

export interface AlphaSlice {
  /** By interpolation view, in order of alpha: every mix evaluated at the newest step. */
  readonly alphaTrail: Readonly<Record<string, readonly AlphaPoint[]>>;
  /** How long the newest evaluation of each view took, ms. */
  readonly alphaMs: Readonly<Record<string, number>>;
  /** Ticks are being evaluated on demand. */
  readonly fillingTrail: boolean;
  /** Evaluates all missing ticks now, also while the race is paused. */
  fillTrail(): Promise<void>;
  takeAlpha(event: LabEvent): void;
}

/** One method on the ID test images under one shift. */
export interface Rung extends ShiftLevel {
  /** Of its logits in the vault. */
  readonly key: string;
  readonly step: number;
  readonly raw: EvaluationSummary;
  /** At `temperature`, fitted on the clean ID validation images. */
  readonly scaled: EvaluationSummary;
  readonly temperature: number;
}

export interface ShiftSlice {
  /** The rung in question: a shift of the catalogue (null takes the first) and 0 to 5. */
  readonly shift: { readonly shiftId: string | null; readonly severity: number };
  /** By method; one for each shift, severity and step. */
  readonly rungs: Readonly<Record<string, readonly Rung[]>>;
  /** Evaluations under way on the ladder; null when nobody climbs. */
  readonly climbing: { readonly done: number; readonly total: number } | null;
  /** Evaluates this severity when the slider rests. */
  setShift(change: Partial<ShiftSlice['shift']>): void;
  /** Evaluates all severities, one after another, for every method of the race. */
  climb(): Promise<void>;
  /** Ends the climb after the evaluation under way. */
  stopClimbing(): void;
  takeShift(event: LabEvent): void;
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
