import type { ShiftLevel } from '../../protocol/catalogue.ts';
import type { LabEvent } from '../../protocol/events.ts';
import type { EvaluationSummary } from '../../results/types.ts';
import { latestOnly } from '../kit/latestOnly.ts';
import type { LabDeps } from '../kit/ports.ts';
import type { LabState, Slice } from '../labState.ts';
import { isActive } from '../run/runSlice.ts';
import { type Evaluation, evaluationKey, historyBins } from './resultsSlice.ts';
import { missingRungs, type RungWish } from './shiftRungs.ts';

/** One method on the ID test images under one shift. */
export interface Rung extends ShiftLevel {
  /** Of its logits in the vault. */
  readonly key: string;
  readonly step: number;
  readonly raw: EvaluationSummary;
  /** At `temperature`, fitted on the clean ID validation images. */
  readonly scaled: EvaluationSummary;
  readonly temperature: number;
}

export const severities = [1, 2, 3, 4, 5] as const;

export interface ShiftSlice {
  /** The rung in question: a shift of the catalogue (null takes the first) and 0 to 5. */
  readonly shift: { readonly shiftId: string | null; readonly severity: number };
  /** By method; one for each shift, severity and step. */
  readonly rungs: Readonly<Record<string, readonly Rung[]>>;
  /** Evaluations under way on the ladder; null when nobody climbs. */
  readonly climbing: { readonly done: number; readonly total: number } | null;
  /** Evaluates this severity when the slider rests. */
  setShift(change: Partial<ShiftSlice['shift']>): void;
  /** Evaluates all severities, one after another, for every method of the race. */
  climb(): Promise<void>;
  /** Ends the climb after the evaluation under way. */
  stopClimbing(): void;
  takeShift(event: LabEvent): void;
}

const restMs = 150;
const draws = 400;

/**
 * The evaluation whose T* a rung is scaled by: of the same weights on the clean images, at the rung's
 * step or the newest before it, whatever the clock shows.
 */
function cleanEvaluation({ evaluations }: LabState, methodId: string, step: number) {
  return (evaluations[methodId] ?? [])
    .filter((entry) => entry.alpha === undefined && entry.step <= step)
    .reduce<Evaluation | undefined>(
      (best, entry) => (best && best.step > entry.step ? best : entry),
      undefined,
    );
}

export const createShiftSlice =
  ({ engine, stats }: LabDeps): Slice<ShiftSlice> =>
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
