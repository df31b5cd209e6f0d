import type { MethodState } from '../methods/method.ts';
import type { ClipModel } from '../model/clip.ts';
import { interpolateWeights } from '../model/wiseFt.ts';
import { held } from '../ops/held.ts';
import * as tf from '../ops/tf.ts';
import { setupState, type TrainingLane } from './lane/lane.ts';
import type { RaceStart } from './raceStart.ts';

type Weights = ReadonlyMap<string, tf.Variable>;

/** target ← (1 − α)·target + α·tuned, by name. */
function mixInto(target: Weights, tuned: Weights, alpha: number): void {
  tf.tidy(() => {
    for (const [name, mixed] of interpolateWeights(target, tuned, alpha)) {
      target.get(name)!.assign(mixed);
      mixed.dispose();
    }
  });
}

/**
 * WiSE-FT of a lane: every weight of the model and of the method's own state (its head) mixed with
 * the pretrained one, θ = (1 − α)·θ_pretrained + α·θ_tuned. A temporary; dispose it.
 */
export function mixedModel(
  lane: TrainingLane,
  start: RaceStart,
  alpha: number,
): { model: ClipModel; state: MethodState; dispose(): void } {
  return held((hold, dispose) => {
    const state = hold(setupState(lane.method, start.pretrained, lane.params, start));
    const model = hold(start.pretrained.clone());
    mixInto(model.variables, lane.model.variables, alpha);
    mixInto(state.variables, lane.state.variables, alpha);
    return { model, state, dispose };
  });
}
