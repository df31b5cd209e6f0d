import type { EngineSlice } from '../engine/state.ts';
import { raceStep } from '../run/selectors.ts';
import type { RunSlice } from '../run/state.ts';
import type { Evaluation, ResultsSlice } from './state.ts';

type Reads = EngineSlice & ResultsSlice & RunSlice;

/** Mixes that are worked out ahead, coarse to fine; 0 and 1 are lent where they are known. */
export const alphaTicks = [0.5, 0.2, 0.8, 0, 1, 0.4, 0.6, 0.3, 0.7, 0.1, 0.9] as const;

type Known = Pick<Reads, 'run' | 'engine' | 'evaluations'>;

export interface AlphaEnd {
  readonly viewId: string;
  readonly entry: Evaluation;
}

/**
 * Evaluations of the pretrained model (α = 0) and of each view's base where the race stands (α = 1)
 * that the views lack: the same logits under the same key, said to be the view's.
 */
export function alphaEnds({ run, engine, evaluations }: Known): readonly AlphaEnd[] {
  const methods = engine.catalogue?.methods ?? [];
  if (!run) return [];
  const now = raceStep(run);
  const reference = run.config.lanes.find(({ methodId }) =>
    methods.some(({ id, kind }) => id === methodId && kind === 'reference'),
  );
  return run.config.views.flatMap(({ methodId: viewId }) => {
    const base = methods.find(({ id }) => id === viewId)?.base;
    const lent = (alpha: number, of: readonly Evaluation[]) =>
      of
        .filter(({ bare }) => !bare)
        .map(({ key, scope }) => ({ viewId, entry: { key, scope, step: now, alpha } }));
    const pretrained = (reference && evaluations[reference.methodId]) ?? [];
    const tuned = ((base && evaluations[base]) || []).filter(({ step }) => step === now);
    const has = ({ entry }: AlphaEnd) =>
      (evaluations[viewId] ?? []).some(
        ({ key, step, alpha }) => key === entry.key && step === entry.step && alpha === entry.alpha,
      );
    return [...lent(0, pretrained), ...lent(1, tuned)].filter((end) => !has(end));
  });
}

export interface AlphaTick {
  readonly viewId: string;
  readonly alpha: number;
}

/** Ticks without a live evaluation where the race stands, coarse to fine, view by view. */
export function missingTicks({ run, evaluations }: Known): readonly AlphaTick[] {
  if (!run) return [];
  const now = raceStep(run);
  return alphaTicks.flatMap((alpha) =>
    run.config.views
      .filter(
        ({ methodId }) =>
          !evaluations[methodId]?.some(
            (entry) => entry.alpha === alpha && entry.step === now && entry.scope === 'live',
          ),
      )
      .map(({ methodId }) => ({ viewId: methodId, alpha })),
  );
}
