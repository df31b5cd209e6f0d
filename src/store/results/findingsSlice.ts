import type { ResultDifference } from '../../results/types.ts';
import { recordedEvaluation } from '../archive/runParts.ts';
import type { EngineSlice } from '../engine/state.ts';
import { latestOnly } from '../kit/latestOnly.ts';
import type { LabDeps } from '../kit/ports.ts';
import type { Slice } from '../kit/slice.ts';
import { isOver } from '../run/phase.ts';
import { runMethods } from '../run/selectors.ts';
import type { RunSlice, SetupSlice } from '../run/state.ts';
import { historyBins } from './evaluationKey.ts';
import type { FindingsSlice, ResultsSlice } from './state.ts';

type Reads = EngineSlice & FindingsSlice & ResultsSlice & RunSlice & SetupSlice;

/** Bootstrap draws for a difference. */
const draws = 400;

/** The final evaluation that stands for a method; undefined without one. */
function finalKey({ run, evaluations }: Reads, methodId: string): string | undefined {
  const entry = run && recordedEvaluation(methodId, evaluations[methodId] ?? [], run.config);
  return entry?.scope === 'full' ? entry.key : undefined;
}

/** The chosen one while it is in the race, else the pretrained model. */
function againstOf(state: Reads, chosen: string | null): string | undefined {
  const methods = runMethods(state).filter(({ id }) => finalKey(state, id) !== undefined);
  const known = methods.find(({ id }) => id === chosen);
  return (known ?? methods.find(({ kind }) => kind === 'reference') ?? methods[0])?.id;
}

export const createFindingsSlice =
  ({ stats }: LabDeps): Slice<FindingsSlice, Reads> =>
  (set, get, { subscribe }) => {
    let chosen: string | null = null;
    /** By both keys: evaluations never change under their key. */
    const known = new Map<string, ResultDifference>();

    const refresh = latestOnly(async () => {
      const state = get();
      const { run } = state;
      const againstId = run && isOver(run.phase) ? againstOf(state, chosen) : undefined;
      const against = againstId && finalKey(state, againstId);
      if (!run || !againstId || !against) {
        if (state.findings) set({ findings: null });
        return;
      }
      const byMethod: Record<string, ResultDifference> = {};
      for (const { id } of runMethods(state)) {
        const own = finalKey(state, id);
        if (!own || id === againstId) continue;
        const pair = `${own} ${against}`;
        const difference =
          known.get(pair) ??
          (await stats.difference(own, against, { ...historyBins, draws }).catch(() => null));
        if (get().run?.config !== run.config) return;
        if (!difference) continue;
        known.set(pair, difference);
        byMethod[id] = difference;
      }
      set({ findings: { againstId, byMethod } });
    });

    subscribe((state, before) => {
      // Weights that come back give an opened run another id, and change nothing else of it.
      if (state.run?.config !== before.run?.config) {
        known.clear();
        if (state.findings) set({ findings: null });
      }
      const over = state.run !== null && isOver(state.run.phase);
      const changed =
        state.evaluations !== before.evaluations || state.run?.phase !== before.run?.phase;
      if (over && changed) void refresh();
    });

    return {
      findings: null,
      measureAgainst: (methodId) => {
        chosen = methodId;
        void refresh();
      },
    };
  };
