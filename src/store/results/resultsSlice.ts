import type { EngineSlice } from '../engine/state.ts';
import type { LabDeps } from '../kit/ports.ts';
import type { Slice } from '../kit/slice.ts';
import type { RunSlice } from '../run/state.ts';
import type { KnobsSlice } from '../view/state.ts';
import { isOfPage } from './evaluationKey.ts';
import { LogitsVault } from './logitsVault.ts';
import type { ResultsSlice } from './state.ts';
import { Summaries } from './summaries.ts';

type Reads = EngineSlice & KnobsSlice & ResultsSlice & RunSlice;

export const createResultsSlice =
  ({ engine, stats }: LabDeps): Slice<ResultsSlice, Reads> =>
  (set, get) => {
    const vault = new LogitsVault();
    const nothing = { evaluations: {}, corrupted: {} };
    return {
      ...nothing,
      vault,
      summaries: new Summaries(vault),
      summaryRevision: 0,
      statistics: stats,
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
          get().reportError(error);
        } finally {
          set({ commandPending: false });
        }
      },
      clearResults: () => {
        vault.clear();
        get().summaries.forget(isOfPage);
        set(nothing);
      },
    };
  };
