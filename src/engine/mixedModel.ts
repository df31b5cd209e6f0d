import type { MethodState } from '../methods/method.ts';
import type { ClipModel } from '../model/clip.ts';
import { interpolateWeights, meanOfWeights } from '../model/wiseFt.ts';
import { held } from '../ops/held.ts';
import * as tf from '../ops/tf.ts';
import { copyOf } from '../ops/variables.ts';
import { type Lane, setupState, type TrainingLane } from './lane/lane.ts';
import type { RaceStart } from './raceStart.ts';

type Weights = ReadonlyMap<string, tf.Variable>;

/** target ← made of it, by name. */
function replace(target: Weights, make: () => ReadonlyMap<string, tf.Tensor>): void {
  tf.tidy(() => {
    for (const [name, made] of make()) {
      target.get(name)!.assign(made);
      made.dispose();
    }
  });
}

/** target ← (1 − α)·target + α·tuned, by name. */
const mixInto = (target: Weights, tuned: Weights, alpha: number): void =>
  replace(target, () => interpolateWeights(target, tuned, alpha));

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

/** A soup of lanes: the mean of all their weights, heads included. A temporary; dispose it. */
export function soupModel(lanes: readonly Lane[]): {
  model: ClipModel;
  state: MethodState;
  dispose(): void;
} {
  return held((hold, dispose) => {
    const [first] = lanes;
    const model = hold(first!.model.clone());
    const variables = new Map(
      [...first!.state.variables].map(([name, v]) => [name, hold(copyOf(v, false))]),
    );
    replace(model.variables, () => meanOfWeights(lanes.map((lane) => lane.model.variables)));
    replace(variables, () => meanOfWeights(lanes.map(({ state }) => state.variables)));
    return { model, state: { variables, dispose() {} }, dispose };
  });
}
