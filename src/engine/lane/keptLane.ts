import type { RegistryEntry } from '../../methods/registry.ts';
import type { ClipModel } from '../../model/clip.ts';
import * as tf from '../../ops/tf.ts';
import { LabError } from '../../protocol/labError.ts';
import type { Lane } from './lane.ts';
import { fillLane, type LaneWeights } from './laneFile.ts';

/** @throws LabError when the weights do not fit; nothing is then kept */
function filled(lane: Lane, weights: LaneWeights): Lane {
  try {
    fillLane(lane, weights);
    return lane;
  } catch (error) {
    lane.dispose();
    throw error;
  }
}

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
    teacher: null,
    stepsDone: 0,
    dispose() {
      this.state.dispose();
      model.dispose();
    },
  };
  return filled(lane, weights);
}

/**
 * A lane from kept weights: of a method, as it was created and then filled; of an import, as it came.
 * @throws LabError when there are none for it, or they do not fit
 */
export function keptLane(
  entry: RegistryEntry,
  kept: ReadonlyMap<string, LaneWeights>,
  pretrained: ClipModel,
  create: () => Lane,
): Lane {
  const weights = kept.get(entry.id);
  if (!weights) {
    throw new LabError(
      'weights-missing',
      `The weights of ${entry.label} were not kept with this run.`,
      'Run the race again to look at it anew.',
    );
  }
  if (entry.kind === 'imported') return heldLane(entry, pretrained, weights);
  return filled(create(), weights);
}
