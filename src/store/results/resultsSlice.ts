import type { ShiftLevel } from '../../protocol/catalogue.ts';
import { type EvaluationScope, previewRunId } from '../../protocol/events.ts';
import type { MethodResult } from '../../results/types.ts';
import type { EngineSlice } from '../engine/state.ts';
import { latestOnly } from '../kit/latestOnly.ts';
import type { LabDeps } from '../kit/ports.ts';
import type { Slice } from '../kit/slice.ts';
import type { RunSlice } from '../run/state.ts';
import type { ClockSlice, KnobsSlice } from '../view/state.ts';
import { cutAfter } from './cutAfter.ts';
import { keepLogits } from './logitsVault.ts';
import { answersAtOnce, createQuickResults } from './quickResults.ts';
import { prepareQuick } from './quickSummary.ts';
import { shownEvaluation } from './shownEvaluation.ts';
import type { AlphaSlice, Evaluation, ResultsSlice } from './state.ts';

type Reads = AlphaSlice & ClockSlice & EngineSlice & KnobsSlice & ResultsSlice & RunSlice;

/** Bins of the live curves, as most papers draw them. */
export const historyBins = { binCount: 15, binning: 'width' } as const;
/** Bootstrap draws for the intervals shown. */
const draws = 400;

export const evaluationKey = (event: {
  readonly runId: string;
  readonly methodId: string;
  readonly step: number;
  readonly scope: EvaluationScope;
  readonly alpha?: number;
  readonly shift?: ShiftLevel;
}) => {
  const { runId, methodId, step, scope, alpha, shift } = event;
  const own = [runId, methodId, step, scope, alpha ?? 'own'];
  return (shift ? [...own, shift.shiftId, shift.severity] : own).join('/');
};

/** Knobs and clock rest this long before the worker is asked for what a bootstrap must tell. */
const restMs = 150;

/** The state without a method's shown results: nothing of it is known at the scrubbed step. */
function without({ results, atTemperature }: Reads, methodId: string): Partial<Reads> {
  if (!(methodId in results)) return {};
  const { [methodId]: _, ...kept } = results;
  const { [methodId]: __, ...keptAt } = atTemperature;
  return { results: kept, atTemperature: keptAt };
}

export const createResultsSlice =
  ({ engine, stats }: LabDeps): Slice<ResultsSlice, Reads> =>
  (set, get) => {
    const refused = (error: unknown) => get().reportError(error);
    const refreshers = new Map<string, () => Promise<void>>();

    /** Asks the statistics worker on behalf of one method; an answer for a cleared run is dropped. */
    const ask = async (
      methodId: string,
      temperature: number | 'own',
      keep: (state: Reads, result: MethodResult) => Partial<Reads>,
    ) => {
      const { evaluations, knobs, clock } = get();
      const entry = shownEvaluation(evaluations[methodId] ?? [], knobs.alpha, clock.scrubStep);
      if (!entry) return set((state) => without(state, methodId));
      const { binCount, binning } = knobs;
      /** The knobs may have moved on meanwhile: then another answer is under way. */
      const stillAsked = () => {
        const now = get();
        return (
          now.knobs.binCount === binCount &&
          now.knobs.binning === binning &&
          (temperature === 'own' || now.knobs.temperature === temperature) &&
          shownEvaluation(now.evaluations[methodId] ?? [], now.knobs.alpha, now.clock.scrubStep) ===
            entry
        );
      };
      try {
        const result = await stats.result(entry.key, { binCount, binning, draws, temperature });
        const { step, alpha } = entry;
        if (!stillAsked()) return;
        set((state) => keep(state, { ...result, methodId, step, alpha }));
        prepareQuick(get().vault.get(entry.key) ?? []);
      } catch (error) {
        if (get().evaluations[methodId]?.includes(entry)) refused(error);
      }
    };
    const refresher = (name: string, work: () => Promise<void>) => {
      const known = refreshers.get(name) ?? latestOnly(work);
      refreshers.set(name, known);
      return known;
    };
    const refresh = (methodId: string) =>
      refresher(`own/${methodId}`, () =>
        ask(methodId, 'own', ({ results }, result) => ({
          results: { ...results, [methodId]: result },
        })),
      )();
    const refreshAt = (methodId: string) =>
      refresher(`at/${methodId}`, async () => {
        const { temperature } = get().knobs;
        if (temperature === 'own' || temperature === 1) return;
        await ask(methodId, temperature, ({ atTemperature }, result) => ({
          atTemperature: { ...atTemperature, [methodId]: result },
        }));
      })();

    const addToHistory = async (methodId: string, entry: Evaluation) => {
      if (entry.scope !== 'live') return;
      // Of a view only the alpha that is shown makes its curve.
      if (entry.alpha !== undefined && entry.alpha !== get().knobs.alpha) return;
      const result = await stats.result(entry.key, { ...historyBins, draws: 0 }).catch(() => null);
      if (!result || !get().evaluations[methodId]?.includes(entry)) return;
      set(({ history }) => {
        const others = (history[methodId] ?? []).filter(({ step }) => step !== result.step);
        const points = [...others, result].sort((a, b) => a.step - b.step);
        return { history: { ...history, [methodId]: points } };
      });
    };

    const empty = { evaluations: {}, history: {}, results: {}, atTemperature: {} };
    const clearResults = () => {
      const { run } = get();
      stats.drop(`${run?.id ?? previewRunId}/`).catch(refused);
      get().vault.clear();
      set(empty);
    };

    const answerAtOnce = createQuickResults(get, set);
    const rests = new Map<string, ReturnType<typeof setTimeout>>();
    /** By name: methods that the page has answered for and the worker has not. */
    const resting = new Map<string, Set<string>>();
    /** What the page can say at once, and the worker's word on each method when the knobs rest. */
    const answer = (
      name: string,
      work: (methodId: string) => Promise<void>,
      methodIds: readonly string[] = Object.keys(get().evaluations),
    ) => {
      const waiting = resting.get(name) ?? new Set<string>();
      resting.set(name, waiting);
      for (const methodId of methodIds) {
        if (answersAtOnce(get(), methodId)) waiting.add(methodId);
        else void work(methodId);
      }
      clearTimeout(rests.get(name));
      const ask = () => {
        for (const methodId of waiting) void work(methodId);
        waiting.clear();
      };
      if (waiting.size > 0) rests.set(name, setTimeout(ask, restMs));
    };

    return {
      ...empty,
      vault: new Map(),
      refreshResults: (methodIds) => {
        answerAtOnce();
        answer('own', refresh, methodIds);
        answer('at', refreshAt, methodIds);
      },
      refreshTemperature: () => {
        const { temperature } = get().knobs;
        if (temperature === 'own' || temperature === 1) return;
        answerAtOnce();
        answer('at', refreshAt);
      },
      takeEvaluation: (event) => {
        if (event.type === 'run.started') {
          get().scrubTo(null);
          set(({ clock }) => ({ clock: { ...clock, bookmarks: [] } }));
          return clearResults();
        }
        if (event.type === 'run.resumed') return set((state) => cutAfter(state, event.step));
        if (event.type !== 'evaluation' && event.type !== 'evaluation.done') return;
        if (event.runId !== (get().run?.id ?? previewRunId)) return;
        const key = evaluationKey(event);
        if (event.type === 'evaluation') {
          const splits = get().engine.loaded?.dataset.splits ?? [];
          const split = splits.find(({ id }) => id === event.splitId);
          if (split && split.role !== 'train') {
            keepLogits(get().vault, key, event, split.role);
            stats.putSplit(key, event, { role: split.role }).catch(refused);
          }
          return;
        }
        if (event.shift) return;
        const { methodId, step, scope, alpha } = event;
        const entry: Evaluation = { key, step, scope, alpha };
        set(({ evaluations }) => {
          const others = (evaluations[methodId] ?? []).filter((known) => known.key !== key);
          return { evaluations: { ...evaluations, [methodId]: [...others, entry] } };
        });
        void addToHistory(methodId, entry);
        const { evaluations, knobs, clock } = get();
        const shown = shownEvaluation(evaluations[methodId] ?? [], knobs.alpha, clock.scrubStep);
        if (shown !== entry) return;
        void refresh(methodId);
        void refreshAt(methodId);
      },
      evaluateAll: async () => {
        const { run, knobs } = get();
        if (!run?.hasWeights) return;
        set({ commandPending: true, commandError: null });
        try {
          const { id: runId } = run;
          for (const { methodId } of run.config.lanes) {
            await engine.evaluate(methodId, 'full', { runId });
          }
          for (const { methodId } of run.config.views) {
            await engine.evaluate(methodId, 'full', { alpha: knobs.alpha, runId });
          }
        } catch (error) {
          refused(error);
        } finally {
          set({ commandPending: false });
        }
      },
      clearResults,
    };
  };
