import type { Effect } from '../kit/effect.ts';
import { latestOnly } from '../kit/latestOnly.ts';
import type { EnginePort } from '../kit/ports.ts';
import type { ResultsSlice } from '../results/state.ts';
import { isActive, isOver } from '../run/phase.ts';
import { raceStep } from '../run/selectors.ts';
import type { RunSlice } from '../run/state.ts';
import type { KnobsSlice } from './state.ts';

/** The slider rests this long before the views are evaluated. */
const restMs = 150;
/** And this long before, after a race, they are evaluated on all images, like what they stand beside. */
const fullRestMs = 1500;

/** Evaluates the views where the slider of α stops, and where a race ends with the slider elsewhere. */
export const followAlpha =
  (engine: EnginePort): Effect<KnobsSlice & ResultsSlice & RunSlice> =>
  (store) => {
    const { getState, setState } = store;
    let rest: ReturnType<typeof setTimeout> | undefined;
    let full: ReturnType<typeof setTimeout> | undefined;
    const tell = (evaluating: boolean) =>
      setState(({ knobs }) => ({ knobs: { ...knobs, evaluating } }));

    /** Asks for every view that has no evaluation at the current alpha yet. */
    const evaluateViews = latestOnly(async () => {
      const { run, knobs, evaluations } = getState();
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
      tell(true);
      try {
        for (const { methodId } of missing) {
          if (getState().knobs.alpha !== alpha) return;
          await engine.evaluate(methodId, 'live', { alpha, runId: run.id });
        }
        clearTimeout(full);
        full = setTimeout(evaluateFull, fullRestMs);
      } catch (error) {
        getState().reportError(error);
      } finally {
        tell(false);
      }
    });

    /** One picture, one n: where final evaluations are shown, a new mix gets one too. */
    const evaluateFull = latestOnly(async () => {
      const { run, knobs, evaluations } = getState();
      if (!run?.hasWeights || !isOver(run.phase)) return;
      const { alpha } = knobs;
      const step = raceStep(run);
      try {
        for (const { methodId } of run.config.views) {
          const own = (evaluations[methodId] ?? []).filter(
            (entry) => entry.scope === 'full' && entry.step === step,
          );
          if (own.length === 0 || own.some((entry) => entry.alpha === alpha)) continue;
          if (getState().knobs.alpha !== alpha) return;
          await engine.evaluate(methodId, 'full', { alpha, runId: run.id });
        }
      } catch (error) {
        getState().reportError(error);
      }
    });

    store.subscribe(
      ({ knobs }) => knobs.alpha,
      () => {
        clearTimeout(rest);
        clearTimeout(full);
        rest = setTimeout(evaluateViews, restMs);
      },
    );
    store.hear({
      // The slider may have moved during the race.
      take: (event) => {
        if (event.type === 'run.phase' && isOver(event.phase)) void evaluateViews();
      },
    });
  };
