import type { EvaluationSummary, MethodResult, SplitResult } from '../../results/types.ts';
import { memoSelector } from '../kit/memoSelector.ts';
import type { ClockSlice, KnobsSlice, KnobsState } from '../view/state.ts';
import { historyBins } from './evaluationKey.ts';
import { shownEvaluation } from './shownEvaluation.ts';
import type { Evaluation, ResultsSlice } from './state.ts';
import type { SummaryOptions } from './summaries.ts';

/** What of the page's state the numbers of a method depend on. */
export type ShownReads = Pick<ResultsSlice, 'evaluations' | 'summaries' | 'summaryRevision'> &
  Pick<KnobsSlice, 'knobs'> &
  Pick<ClockSlice, 'clock'>;

/** The same as a list: whoever draws numbers draws again when one of these has changed. */
export const shownInputs = (state: ShownReads) =>
  [
    state.evaluations,
    state.summaries,
    state.summaryRevision,
    state.knobs,
    state.clock.scrubStep,
  ] as const;

/** From those inputs the state that the functions below read. */
export const fromInputs = (
  evaluations: ShownReads['evaluations'],
  summaries: ShownReads['summaries'],
  summaryRevision: number,
  knobs: KnobsState,
  scrubStep: number | null,
): ShownReads => ({
  evaluations,
  summaries,
  summaryRevision,
  knobs,
  clock: { scrubStep, playing: false, crosshair: null, bookmarks: [] },
});

const named = new WeakMap<MethodResult, Map<string, MethodResult>>();

/** A result under the name of whoever shows it: the ends of a view's trail borrow another's logits. */
function asOf(methodId: string, { step, alpha }: Evaluation, result: MethodResult): MethodResult {
  if (result.methodId === methodId && result.step === step && result.alpha === alpha) return result;
  const own = named.get(result) ?? new Map<string, MethodResult>();
  named.set(result, own);
  const name = `${methodId}/${step}/${alpha}`;
  const known = own.get(name);
  if (known) return known;
  const renamed = { ...result, methodId, step, alpha };
  own.set(name, renamed);
  return renamed;
}

/** The evaluation that knobs and clock ask for. */
export const shownEntry = (
  {
    evaluations,
    knobs,
    clock,
  }: Pick<ShownReads, 'evaluations' | 'knobs'> & {
    readonly clock: Pick<ShownReads['clock'], 'scrubStep'>;
  },
  methodId: string,
): Evaluation | undefined => shownEvaluation(evaluations, methodId, knobs.alpha, clock.scrubStep);

/** Of one evaluation; undefined before the worker has answered for it. */
export function resultOf(
  { summaries }: Pick<ShownReads, 'summaries'>,
  methodId: string,
  entry: Evaluation | undefined,
  options: SummaryOptions,
): MethodResult | undefined {
  const result = entry && summaries.result(entry.key, options);
  return entry && result ? asOf(methodId, entry, result) : undefined;
}

/** What a method shows, at the chosen bins, scaled by its own temperature. */
export function ownResult(state: ShownReads, methodId: string): MethodResult | undefined {
  const { binCount, binning } = state.knobs;
  const options = { temperature: 'own', binCount, binning } as const;
  return resultOf(state, methodId, shownEntry(state, methodId), options);
}

/**
 * A method's result whose scaled summaries and row are at the temperature that the knob asks for: its
 * own T*, also while raw values are asked for, or the slider's.
 */
export function shownResult(state: ShownReads, methodId: string): MethodResult | undefined {
  const { temperature, binCount, binning } = state.knobs;
  if (temperature === 'own' || temperature === 1) return ownResult(state, methodId);
  const options = { temperature, binCount, binning };
  return resultOf(state, methodId, shownEntry(state, methodId), options);
}

/** The same as a selector that tells its inputs. */
export const shownResultOf = (methodId: string) =>
  memoSelector(shownInputs, (...inputs) => shownResult(fromInputs(...inputs), methodId));

/** The temperature fitted for what a method shows; undefined before it is known. */
export function ownTemperature(
  state: Pick<ShownReads, 'evaluations' | 'knobs' | 'clock' | 'summaries'>,
  methodId: string,
): number | undefined {
  const entry = shownEntry(state, methodId);
  return entry && state.summaries.fit(entry.key);
}

/** Whether there is anything to show of a method. */
export const hasResult = (state: Parameters<typeof ownTemperature>[0], methodId: string) =>
  ownTemperature(state, methodId) !== undefined;

/** The summaries that the temperature knob asks for: raw at 1, else scaled. */
export function shownSummaries(
  state: ShownReads,
  methodId: string,
): readonly { readonly split: SplitResult; readonly summary: EvaluationSummary }[] {
  const raw = state.knobs.temperature === 1;
  const splits = shownResult(state, methodId)?.splits ?? [];
  return splits.map((split) => ({ split, summary: raw ? split.raw : split.scaled }));
}

/**
 * Live evaluations of a method for the curves, oldest first: raw, 15 bins of equal width, own T*. Of a
 * view only those at the alpha that is shown.
 */
export function liveHistory(state: ShownReads, methodId: string): readonly MethodResult[] {
  const { evaluations, knobs } = state;
  const byStep = new Map<number, MethodResult>();
  for (const entry of evaluations[methodId] ?? []) {
    if (entry.scope !== 'live') continue;
    if (entry.alpha !== undefined && entry.alpha !== knobs.alpha) continue;
    const result = resultOf(state, methodId, entry, { ...historyBins, temperature: 'own' });
    if (result) byStep.set(entry.step, result);
  }
  return [...byStep.values()].sort((a, b) => a.step - b.step);
}

/** The curves of all methods, by method. */
export const liveHistories = memoSelector(shownInputs, (...inputs) => {
  const state = fromInputs(...inputs);
  return Object.fromEntries(
    Object.keys(state.evaluations).map((id) => [id, liveHistory(state, id)]),
  );
});

/** One mix of an interpolation view. */
export interface AlphaPoint {
  readonly alpha: number;
  readonly result: MethodResult;
}

/** The mixes of a view that were evaluated at its newest step, in order of alpha, at the chosen bins. */
export function alphaTrail(state: ShownReads, viewId: string): readonly AlphaPoint[] {
  const { binCount, binning } = state.knobs;
  const live = (state.evaluations[viewId] ?? []).filter(({ scope }) => scope === 'live');
  const newest = Math.max(...live.map(({ step }) => step));
  const points = new Map<number, AlphaPoint>();
  for (const entry of live) {
    const { alpha, step } = entry;
    if (alpha === undefined || step !== newest) continue;
    const result = resultOf(state, viewId, entry, { temperature: 'own', binCount, binning });
    if (result) points.set(alpha, { alpha, result });
  }
  return [...points.values()].sort((a, b) => a.alpha - b.alpha);
}
