import type { EvaluationSummary, MethodResult, SplitResult } from '../../results/types.ts';
import type { EngineSlice } from '../engine/state.ts';
import type { Point } from '../kit/decimate.ts';
import type { KnobsSlice, KnobsState } from '../view/state.ts';
import type { ResultsSlice } from './state.ts';

export type HistoryValue = 'idAcc' | 'oodAcc' | 'idEce' | 'oodEce';

/** A value of the live evaluations over steps. */
export function historyPoints(
  history: readonly MethodResult[] | undefined,
  value: HistoryValue,
): Point[] {
  return (history ?? []).map(({ step, row }) => ({ step, value: row[value] }));
}

type Tempered = Pick<ResultsSlice, 'results' | 'atTemperature'> & {
  readonly knobs: Pick<KnobsState, 'temperature'>;
};

/**
 * A method's result whose scaled summaries and row are at the temperature that the knob asks for: its
 * own T*, also while raw values are asked for, or the slider's.
 */
export function shownResult(
  { results, atTemperature, knobs }: Tempered,
  methodId: string,
): MethodResult | undefined {
  const custom = knobs.temperature !== 'own' && knobs.temperature !== 1;
  return (custom ? atTemperature : results)[methodId];
}

/** The summaries that the temperature knob asks for: raw at 1, else scaled. */
export function shownSummaries(
  state: Tempered,
  methodId: string,
): readonly { readonly split: SplitResult; readonly summary: EvaluationSummary }[] {
  const raw = state.knobs.temperature === 1;
  const splits = shownResult(state, methodId)?.splits ?? [];
  return splits.map((split) => ({ split, summary: raw ? split.raw : split.scaled }));
}

/** The OOD set whose diagrams are drawn: the one chosen, or the last, sets going from near to far. */
export function oodSplitId(
  state: Pick<EngineSlice & KnobsSlice, 'engine' | 'knobs'>,
): string | null {
  const splits = state.engine.loaded?.dataset.splits.filter(({ role }) => role === 'ood') ?? [];
  const chosen = splits.find(({ id }) => id === state.knobs.oodSplitId);
  return (chosen ?? splits.at(-1))?.id ?? null;
}

/** Whether a view's shown result was computed at another alpha than the slider's. */
export function isStaleAlpha(result: MethodResult | undefined, knobs: KnobsState): boolean {
  return result?.alpha !== undefined && result.alpha !== knobs.alpha;
}

/** Steps at which any method of the run has been evaluated, increasing: where the clock can stand. */
export function evaluatedSteps({
  evaluations,
}: Pick<ResultsSlice, 'evaluations'>): readonly number[] {
  const steps = new Set(Object.values(evaluations).flatMap((list) => list.map(({ step }) => step)));
  return [...steps].sort((a, b) => a - b);
}
