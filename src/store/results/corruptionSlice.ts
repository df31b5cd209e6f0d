import type { EngineSlice } from '../engine/state.ts';
import { latestOnly } from '../kit/latestOnly.ts';
import type { LabDeps } from '../kit/ports.ts';
import type { Slice } from '../kit/slice.ts';
import { isActive } from '../run/phase.ts';
import type { RunSlice } from '../run/state.ts';
import type { KnobsSlice } from '../view/state.ts';
import { missingRungs, type RungWish } from './corruptionRungs.ts';
import type { CorruptionSlice, ResultsSlice } from './state.ts';

type Reads = EngineSlice & KnobsSlice & ResultsSlice & RunSlice & CorruptionSlice;

export const severities = [1, 2, 3, 4, 5] as const;

export const createCorruptionSlice =
  ({ engine }: LabDeps): Slice<CorruptionSlice, Reads> =>
  (set, get) => {
    const may = () => {
      const { run, engine: state } = get();
      return run?.hasWeights === true && !isActive(run.phase) && state.phase === 'ready';
    };
    let stopped = false;
    let wishes: readonly RungWish[] = [];
    const work = latestOnly(async () => {
      stopped = false;
      const { run } = get();
      try {
        for (const [done, { methodId, ...shift }] of wishes.entries()) {
          if (stopped || !may() || get().run?.id !== run?.id) break;
          set({ climbing: { done, total: wishes.length } });
          await engine.evaluate(methodId, 'live', { shift, runId: run?.id });
        }
      } catch (error) {
        get().reportError(error);
      } finally {
        set({ climbing: null });
      }
    });
    return {
      corruption: { shiftId: null, severity: 0 },
      climbing: null,
      setCorruption: (change) =>
        set(({ corruption }) => ({ corruption: { ...corruption, ...change } })),
      climb: (levels = severities) => {
        wishes = missingRungs(get(), levels);
        return may() && wishes.length > 0 ? work() : Promise.resolve();
      },
      stopClimbing: () => {
        stopped = true;
      },
    };
  };
