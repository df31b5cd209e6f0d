import { latestOnly } from '../kit/latestOnly.ts';
import type { LabDeps } from '../kit/ports.ts';
import type { Slice } from '../kit/slice.ts';
import type { ResultsSlice } from '../results/state.ts';
import { isActive, isOver } from '../run/phase.ts';
import { raceStep } from '../run/selectors.ts';
import type { RunSlice } from '../run/state.ts';
import type { KnobsSlice, KnobsState } from './state.ts';

type Reads = KnobsSlice & ResultsSlice & RunSlice;

/**
 * Bins of diagrams and curves: the noise floor grows with them, the shape is lost with few. 15 is what
 * most papers print and what the recorded numbers of this lab were computed with.
 */
export const binRange = { fewest: 5, most: 20, default: 15 } as const;
/** The slider rests this long before the views are evaluated. */
const alphaRestMs = 150;
/** And this long before, after a race, they are evaluated on all images, like what they stand beside. */
const fullRestMs = 1500;

export const createKnobsSlice =
  ({ engine }: LabDeps): Slice<KnobsSlice, Reads> =>
  (set, get) => {
    const patch = (change: Partial<KnobsState>) =>
      set(({ knobs }) => ({ knobs: { ...knobs, ...change } }));
    let rest: ReturnType<typeof setTimeout> | undefined;
    let full: ReturnType<typeof setTimeout> | undefined;

    /** Asks for every view that has no evaluation at the current alpha yet. */
    const evaluateViews = latestOnly(async () => {
      const { run, knobs, evaluations } = get();
      if (!run?.hasWeights || isActive(run.phase)) return;
      const { alpha } = knobs;
      const missing = run.config.views.filter(
        ({ methodId }) =>
          !evaluations[methodId]?.some((e) => e.alpha === alpha && e.step === raceStep(run)),
      );
      if (missing.length === 0) {
        full = setTimeout(evaluateFull, fullRestMs);
        return;
      }
      patch({ evaluating: true });
      try {
        for (const { methodId } of missing) {
          if (get().knobs.alpha !== alpha) return;
          await engine.evaluate(methodId, 'live', { alpha, runId: run.id });
        }
        clearTimeout(full);
        full = setTimeout(evaluateFull, fullRestMs);
      } catch (error) {
        get().reportError(error);
      } finally {
        patch({ evaluating: false });
      }
    });

    /** One picture, one n: where final evaluations are shown, a new mix gets one too. */
    const evaluateFull = latestOnly(async () => {
      const { run, knobs, evaluations } = get();
      if (!run?.hasWeights || !isOver(run.phase)) return;
      const { alpha } = knobs;
      const step = raceStep(run);
      try {
        for (const { methodId } of run.config.views) {
          const own = (evaluations[methodId] ?? []).filter(
            (entry) => entry.scope === 'full' && entry.step === step,
          );
          if (own.length === 0 || own.some((entry) => entry.alpha === alpha)) continue;
          if (get().knobs.alpha !== alpha) return;
          await engine.evaluate(methodId, 'full', { alpha, runId: run.id });
        }
      } catch (error) {
        get().reportError(error);
      }
    });

    return {
      knobs: {
        temperature: 1,
        alpha: 0.5,
        binCount: binRange.default,
        binning: 'width',
        oodSplitId: null,
        evaluating: false,
      },
      setTemperature: (temperature) => patch({ temperature }),
      setAlpha: (alpha) => {
        patch({ alpha });
        clearTimeout(rest);
        clearTimeout(full);
        rest = setTimeout(evaluateViews, alphaRestMs);
      },
      evaluateViews: () => void evaluateViews(),
      setBins: (binCount, binning) => patch({ binCount, binning }),
      setOodSplit: (oodSplitId) => patch({ oodSplitId }),
    };
  };
