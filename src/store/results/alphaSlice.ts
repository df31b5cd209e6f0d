import type { EngineSlice } from '../engine/state.ts';
import type { LabDeps } from '../kit/ports.ts';
import type { Slice } from '../kit/slice.ts';
import { isActive } from '../run/phase.ts';
import { raceStep } from '../run/selectors.ts';
import type { RunSlice } from '../run/state.ts';
import { type AlphaTick, alphaEnds, missingTicks } from './alphaTicks.ts';
import type { AlphaSlice, ResultsSlice } from './state.ts';

type Reads = AlphaSlice & EngineSlice & ResultsSlice & RunSlice;

export const createAlphaSlice =
  ({ engine }: LabDeps): Slice<AlphaSlice, Reads> =>
  (set, get) => {
    /** α = 0 and α = 1 are models that were evaluated already: their logits are lent to the views. */
    const lendEnds = () => {
      for (const { viewId, entry } of alphaEnds(get())) {
        set(({ evaluations }) => ({
          evaluations: { ...evaluations, [viewId]: [...(evaluations[viewId] ?? []), entry] },
        }));
      }
    };

    /** Ticks are asked for once: the events of an answer come later than the answer. */
    const asked = new Set<string>();
    const fillTick = async (): Promise<boolean> => {
      lendEnds();
      const { run } = get();
      const name = ({ viewId, alpha }: AlphaTick) =>
        [run?.id, run && raceStep(run), viewId, alpha].join('/');
      const next = missingTicks(get()).find((tick) => !asked.has(name(tick)));
      if (!next) return false;
      asked.add(name(next));
      await engine.evaluate(next.viewId, 'live', { alpha: next.alpha, runId: run?.id });
      return true;
    };

    return {
      alphaMs: {},
      fillingTrail: false,
      fillTick,
      fillTrail: async () => {
        const { run, fillingTrail } = get();
        if (!run?.hasWeights || isActive(run.phase) || fillingTrail) return;
        const step = raceStep(run);
        const stillThere = () => {
          const now = get().run;
          return now?.id === run.id && !isActive(now.phase) && raceStep(now) === step;
        };
        set({ fillingTrail: true });
        try {
          while (stillThere() && (await fillTick()));
        } catch (error) {
          get().reportError(error);
        } finally {
          set({ fillingTrail: false });
        }
      },
    };
  };
