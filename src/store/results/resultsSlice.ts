import { type LabEvent, previewRunId } from '../../protocol/events.ts';
import type { EngineSlice } from '../engine/state.ts';
import type { LabDeps } from '../kit/ports.ts';
import type { Slice } from '../kit/slice.ts';
import type { RunSlice } from '../run/state.ts';
import type { ClockSlice, KnobsSlice } from '../view/state.ts';
import { cutAfter } from './cutAfter.ts';
import { evaluationKey } from './evaluationKey.ts';
import { LogitsVault, splitOf } from './logitsVault.ts';
import type { Evaluation, ResultsSlice } from './state.ts';
import { Summaries } from './summaries.ts';

type Reads = ClockSlice & EngineSlice & KnobsSlice & ResultsSlice & RunSlice;

/** Adds one to a method's list, in place of what has its key. */
const withEntry = <Entry extends Evaluation>(
  all: Readonly<Record<string, readonly Entry[]>>,
  methodId: string,
  entry: Entry,
) => {
  const others = (all[methodId] ?? []).filter((known) => known.key !== entry.key);
  return { ...all, [methodId]: [...others, entry] };
};

export const createResultsSlice =
  ({ engine }: LabDeps): Slice<ResultsSlice, Reads> =>
  (set, get) => {
    const refused = (error: unknown) => get().reportError(error);
    const vault = new LogitsVault();
    const nothing = { evaluations: {}, corrupted: {} };

    const clearResults = () => {
      vault.clear();
      get().summaries.forget();
      set(nothing);
    };
    const take = (event: LabEvent) => {
      if (event.type !== 'evaluation' && event.type !== 'evaluation.done') return;
      if (event.runId !== (get().run?.id ?? previewRunId)) return;
      const key = evaluationKey(event);
      if (event.type === 'evaluation') {
        const splits = get().engine.loaded?.dataset.splits ?? [];
        const split = splits.find(({ id }) => id === event.splitId);
        if (!split || split.role === 'train') return;
        // The same place measured again, on another backend say: what was known of it is void.
        const again = vault.get(key)?.some(({ splitId }) => splitId === event.splitId);
        if (again) get().summaries.forget((known) => known === key);
        vault.keep(key, event, splitOf(event, split.role));
        return;
      }
      const { methodId, step, scope, alpha, shift } = event;
      if (shift) {
        const entry = { key, step, scope, ...shift };
        set(({ corrupted }) => ({ corrupted: withEntry(corrupted, methodId, entry) }));
      } else {
        const entry = { key, step, scope, alpha };
        set(({ evaluations }) => ({ evaluations: withEntry(evaluations, methodId, entry) }));
      }
    };

    return {
      ...nothing,
      vault,
      summaries: new Summaries(vault),
      summaryRevision: 0,
      takeEvaluation: (event) => {
        if (event.type === 'run.started') {
          get().scrubTo(null);
          set(({ clock }) => ({ clock: { ...clock, bookmarks: [] } }));
          return clearResults();
        }
        if (event.type === 'run.resumed') return set((state) => cutAfter(state, event.step));
        take(event);
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
