import type { RegistryEntry } from '../methods/registry.ts';
import type { ClipModel } from '../model/clip.ts';
import { LabError } from '../protocol/labError.ts';
import { heldLane } from './heldLane.ts';
import type { Lane } from './lane.ts';
import { fillLane, type LaneWeights } from './laneWeights.ts';

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
  const lane = create();
  try {
    fillLane(lane, weights);
  } catch (error) {
    lane.dispose();
    throw error;
  }
  return lane;
}
