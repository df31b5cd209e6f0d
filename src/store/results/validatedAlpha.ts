import { oneStandardError } from '../../math/oneStandardError.ts';
import { described } from '../engine/described.ts';
import type { EngineSlice } from '../engine/state.ts';
import { raceStep } from '../run/selectors.ts';
import type { RunSlice } from '../run/state.ts';
import type { ClockSlice } from '../view/state.ts';
import { alphaTicks } from './alphaTicks.ts';
import type { ResultsSlice } from './state.ts';

type Reads = Pick<EngineSlice, 'engine'> &
  Pick<ResultsSlice, 'evaluations' | 'summaries'> &
  Pick<RunSlice, 'run'> & { readonly clock: Pick<ClockSlice['clock'], 'scrubStep'> };

/** The α that ID validation chooses for one view. */
export interface ValidatedAlpha {
  readonly viewId: string;
  readonly alpha: number;
  /** Validation images that say so. */
  readonly n: number;
  /** Ticks that it was chosen from. */
  readonly of: number;
}

/** A recorded race has every other tick, and no more will come. */
const recordedTicks = 6;

/**
 * For each view whose mixes are all known where the race stands: the tick that `oneStandardError` chooses
 * on ID validation. Neither ID test nor OOD is looked at.
 *
 * @returns none while the clock is moved back: the ticks are of the newest weights
 */
export function validatedAlphas(state: Reads): ValidatedAlpha[] {
  const { engine, run, evaluations, summaries } = state;
  const validation = described(engine)?.dataset.splits.find(({ role }) => role === 'val');
  if (!run || !validation || state.clock.scrubStep !== null) return [];
  const now = raceStep(run);
  const ticks = [...alphaTicks].sort((a, b) => a - b);
  return run.config.views.flatMap(({ methodId: viewId }) => {
    const settings = ticks.flatMap((alpha) => {
      const entry = evaluations[viewId]?.find(
        (one) => one.alpha === alpha && one.step === now && one.scope === 'live',
      );
      const said = entry && summaries.last(entry.key, validation.id)?.raw;
      return said && said.n > 0
        ? [{ alpha, n: said.n, accuracy: said.accuracy, nll: said.nll }]
        : [];
    });
    if (settings.length < (run.recorded ? recordedTicks : ticks.length)) return [];
    const chosen = oneStandardError(settings, settings[0]!.n);
    if (chosen === null) return [];
    const { alpha, n } = settings[chosen]!;
    return [{ viewId, alpha, n, of: settings.length }];
  });
}
