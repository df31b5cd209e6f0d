import type { RegistryEntry } from '../../methods/registry.ts';
import type { ClipModel } from '../../model/clip.ts';
import { held } from '../../ops/held.ts';
import * as tf from '../../ops/tf.ts';
import { variableOf } from '../../ops/variables.ts';
import { LabError } from '../../protocol/labError.ts';
import type { Lane } from './lane.ts';
import { fillLane, type LaneWeights } from './laneFile.ts';

/**
 * A lane that is never trained: a copy of the model filled with given weights, and whatever variables
 * came with them.
 * @throws LabError when they do not fit; nothing is then kept
 */
export function heldLane(entry: RegistryEntry, pretrained: ClipModel, weights: LaneWeights): Lane {
  return held((hold, dispose) => {
    const model = hold(pretrained.clone());
    const variables = new Map(
      [...weights.state].map(
        ([name, { shape }]) => [name, hold(variableOf(tf.zeros([...shape])))] as const,
      ),
    );
    // The lane owns what its state would.
    const state = { variables, dispose() {} };
    const lane: Lane = {
      method: entry,
      params: {},
      model,
      state,
      teacher: null,
      stepsDone: 0,
      dispose,
    };
    fillLane(lane, weights);
    return lane;
  });
}

/** @throws LabError 'weights-missing' */
export function keptWeights(
  { id, label }: RegistryEntry,
  kept: ReadonlyMap<string, LaneWeights>,
): LaneWeights {
  const weights = kept.get(id);
  if (weights) return weights;
  throw new LabError(
    'weights-missing',
    `The weights of ${label} were not kept with this run.`,
    'Run the race again to look at it anew.',
  );
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
  const weights = keptWeights(entry, kept);
  if (entry.kind === 'imported') return heldLane(entry, pretrained, weights);
  return held((hold) => {
    const lane = hold(create());
    fillLane(lane, weights);
    return lane;
  });
}
