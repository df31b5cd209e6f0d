import type { ShiftLevel } from '../../protocol/catalogue.ts';
import type { EngineSlice } from '../engine/state.ts';
import { latestOnly } from '../kit/latestOnly.ts';
import type { LabDeps } from '../kit/ports.ts';
import type { Slice } from '../kit/slice.ts';
import { isActive } from '../run/phase.ts';
import type { RunSlice } from '../run/state.ts';
import type { KnobsSlice } from '../view/state.ts';
import { evaluationKey, historyBins } from './resultsSlice.ts';
import { missingRungs, type RungWish } from './shiftRungs.ts';
import type { Evaluation, ResultsSlice, Rung, ShiftSlice } from './state.ts';

type Reads = EngineSlice & KnobsSlice & ResultsSlice & RunSlice & ShiftSlice;

export const severities = [1, 2, 3, 4, 5] as const;

const restMs = 150;
const draws = 400;

/**
 * The evaluation whose T* a rung is scaled by: of the same weights on the clean images, at the rung's
 * step or the newest before it, whatever the clock shows.
 */
function cleanEvaluation({ evaluations }: Reads, methodId: string, step: number) {
  return (evaluations[methodId] ?? [])
    .filter((entry) => entry.alpha === undefined && entry.step <= step)
    .reduce<Evaluation | undefined>(
      (best, entry) => (best && best.step > entry.step ? best : entry),
      undefined,
    );
}

export const createShiftSlice =
  ({ engine, stats }: LabDeps): Slice<ShiftSlice, Reads> =>
  (set, get, { subscribe }) => {
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
    const evaluate = (levels: readonly number[]) => {
      wishes = missingRungs(get(), levels);
      return may() && wishes.length > 0 ? work() : Promise.resolve();
    };

    const read = async (methodId: string, step: number, key: string, level: ShiftLevel) => {
      const { binCount, binning } = get().knobs;
      const clean = cleanEvaluation(get(), methodId, step);
      const fitted = clean && (await stats.result(clean.key, { ...historyBins, draws: 0 }));
      const temperature = fitted?.temperature ?? 1;
      const options = { binCount, binning, draws, temperature };
      const result = await stats.result(key, options).catch(() => null);
      const split = result?.splits.find(({ role }) => role === 'id');
      if (!split || !get().vault.has(key)) return;
      const { raw, scaled } = split;
      const rung: Rung = { ...level, key, step, raw, scaled, temperature };
      set(({ rungs }) => {
        const others = rungs[methodId]?.filter((known) => known.key !== key) ?? [];
        return { rungs: { ...rungs, [methodId]: [...others, rung] } };
      });
    };

    let rest: ReturnType<typeof setTimeout> | undefined;
    subscribe(({ run }, before) => {
      if (before.run && run?.id !== before.run.id) set({ rungs: {} });
    });

    return {
      shift: { shiftId: null, severity: 0 },
      rungs: {},
      climbing: null,
      setShift: (change) => {
        set(({ shift }) => ({ shift: { ...shift, ...change } }));
        clearTimeout(rest);
        const { severity } = get().shift;
        if (severity > 0) rest = setTimeout(() => void evaluate([severity]), restMs);
      },
      climb: () => evaluate(severities),
      stopClimbing: () => {
        stopped = true;
      },
      takeShift: (event) => {
        if (event.type !== 'evaluation.done' || !event.shift) return;
        const { methodId, step, shift, runId } = event;
        if (runId === get().run?.id) void read(methodId, step, evaluationKey(event), shift);
      },
    };
  };
