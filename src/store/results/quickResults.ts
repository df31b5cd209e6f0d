import { tableRow } from '../../results/methodResult.ts';
import type { EvaluationSummary, MethodResult, SplitResult } from '../../results/types.ts';
import { nextFrame } from '../kit/nextFrame.ts';
import type { ClockSlice, KnobsSlice } from '../view/state.ts';
import type { KeptSplit } from './logitsVault.ts';
import { type QuickOptions, quickSummary } from './quickSummary.ts';
import { shownEvaluation } from './shownEvaluation.ts';
import type { AlphaSlice, Evaluation, ResultsSlice } from './state.ts';

type Reads = AlphaSlice & ClockSlice & KnobsSlice & ResultsSlice;

type Known = Pick<
  Reads,
  'evaluations' | 'results' | 'history' | 'alphaTrail' | 'knobs' | 'clock' | 'vault'
>;

const isOf =
  ({ step, scope, alpha }: Evaluation) =>
  (result: MethodResult | undefined) =>
    result?.step === step && result.scope === scope && result.alpha === alpha;

/** A result of this evaluation at any bins: its fitted temperature is what a sum cannot give. */
function knownResult(state: Known, methodId: string, entry: Evaluation): MethodResult | undefined {
  const trail = state.alphaTrail[methodId]?.map(({ result }) => result) ?? [];
  const history = state.history[methodId] ?? [];
  return [state.results[methodId], ...trail, ...history].find(isOf(entry));
}

/** The summary at other options, or the one there is where it fits already. */
function resummarise(
  summary: EvaluationSummary,
  kept: KeptSplit,
  options: QuickOptions,
): EvaluationSummary {
  const fits =
    summary.temperature === options.temperature &&
    summary.binCount === options.binCount &&
    summary.binning === options.binning;
  return fits ? summary : quickSummary(kept, options, summary.accuracyInterval);
}

/**
 * A result at other bins, its scaled summaries at another temperature: the same object where nothing
 * differs, null without its logits.
 */
function requick(
  result: MethodResult,
  kept: readonly KeptSplit[],
  options: QuickOptions,
): MethodResult | null {
  const splits: SplitResult[] = [];
  let changed = false;
  for (const { splitId, role, raw, scaled } of result.splits) {
    const split = kept.find((one) => one.splitId === splitId);
    if (!split || split.labels.length !== raw.n) return null;
    const next: SplitResult = {
      splitId,
      role,
      raw: resummarise(raw, split, { ...options, temperature: 1 }),
      scaled: resummarise(scaled, split, options),
    };
    changed ||= next.raw !== raw || next.scaled !== scaled;
    splits.push(next);
  }
  if (!changed) return result;
  return { ...result, splits, row: tableRow(splits, options.temperature) };
}

export interface QuickResult {
  /** Raw, and scaled by the method's own temperature. */
  readonly own: MethodResult;
  /** Scaled by the slider's; null while that asks for nothing of its own. */
  readonly at: MethodResult | null;
}

/**
 * What the knobs and the clock ask of one method, from the logits on the page, without intervals
 * that would need a bootstrap. Null where the evaluation was never fitted or its logits are not here.
 */
export function quickResult(state: Known, methodId: string): QuickResult | null {
  const { knobs, clock, vault } = state;
  const { binCount, binning, temperature } = knobs;
  const entry = shownEvaluation(state.evaluations[methodId] ?? [], knobs.alpha, clock.scrubStep);
  const result = entry && knownResult(state, methodId, entry);
  const kept = entry && vault.get(entry.key);
  if (!result || !kept) return null;
  const own = requick(result, kept, { binCount, binning, temperature: result.temperature });
  if (!own) return null;
  const custom = temperature !== 'own' && temperature !== 1;
  return { own, at: custom ? requick(own, kept, { binCount, binning, temperature }) : null };
}

/**
 * Milliseconds of one frame that answers may take, the rest being for drawing; methods left over wait
 * for the next. One method's five test sets take about 2 ms.
 */
const budgetMs = 6;

/** Whether the logits on the page answer for this method, so that the worker need not hurry. */
export const answersAtOnce = (state: Known, methodId: string) => {
  const { evaluations, knobs, clock, vault } = state;
  const entry = shownEvaluation(evaluations[methodId] ?? [], knobs.alpha, clock.scrubStep);
  return (
    entry !== undefined && vault.has(entry.key) && Boolean(knownResult(state, methodId, entry))
  );
};

/**
 * Answers for all methods as fast as frames allow: at once for as many as fit into the budget, the
 * others a frame later each. The newest wish wins: what waits is answered for the knobs as they then
 * stand.
 */
export function createQuickResults(
  get: () => Reads,
  set: (change: Partial<Reads>) => void,
): () => void {
  let waiting: string[] = [];
  let withdraw = () => {};
  const answer = () => {
    const started = performance.now();
    const state = get();
    let { results, atTemperature } = state;
    do {
      const methodId = waiting.shift();
      const quick = methodId === undefined ? null : quickResult(state, methodId);
      if (methodId === undefined || !quick) continue;
      const { own, at } = quick;
      if (results[methodId] !== own) results = { ...results, [methodId]: own };
      if (at) atTemperature = { ...atTemperature, [methodId]: at };
    } while (waiting.length > 0 && performance.now() - started < budgetMs);
    set({ results, atTemperature });
    if (waiting.length > 0) withdraw = nextFrame(answer);
  };
  return () => {
    withdraw();
    waiting = Object.keys(get().evaluations);
    if (waiting.length > 0) answer();
  };
}
