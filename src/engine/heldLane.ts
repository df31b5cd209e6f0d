import type { RegistryEntry } from '../methods/registry.ts';
import type { ClipModel } from '../model/clip.ts';
import * as tf from '../ops/tf.ts';
import type { Lane } from './lane.ts';
import { fillLane, type LaneWeights } from './laneWeights.ts';

/**
 * A lane that is never trained: a copy of the model filled with given weights, and whatever variables
 * came with them.
 * @throws LabError when they do not fit; nothing is then kept
 */
export function heldLane(entry: RegistryEntry, pretrained: ClipModel, weights: LaneWeights): Lane {
  const model = pretrained.clone();
  const variables = new Map(
    [...weights.state].map(([name, { shape }]): [string, tf.Variable] => {
      const empty = tf.zeros([...shape]);
      const variable = tf.variable(empty);
      empty.dispose();
      return [name, variable];
    }),
  );
  const lane: Lane = {
    method: entry,
    params: {},
    model,
    state: { variables, dispose: () => tf.dispose([...variables.values()]) },
    stepsDone: 0,
    dispose() {
      this.state.dispose();
      model.dispose();
    },
  };
  try {
    fillLane(lane, weights);
  } catch (error) {
    lane.dispose();
    throw error;
  }
  return lane;
}
