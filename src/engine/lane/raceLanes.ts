import { isTrained, type RegistryEntry } from '../../methods/registry.ts';
import { held } from '../../ops/held.ts';
import type { LaneConfig, RunConfig } from '../../protocol/runConfig.ts';
import type { RaceStart } from '../raceStart.ts';
import { keptLane } from './keptLane.ts';
import { createLane, type Lane, type TrainingLane } from './lane.ts';
import { fillFromCheckpoint, type LaneCheckpoint } from './laneCheckpoint.ts';
import type { LaneWeights } from './laneFile.ts';

/** Where a race begins: nowhere else, at kept weights (it is then over), or where it was interrupted. */
export type RaceOrigin =
  | { readonly kept: ReadonlyMap<string, LaneWeights> }
  | { readonly checkpoint: ReadonlyMap<string, LaneCheckpoint> };

export function trainingLane(
  entry: RegistryEntry,
  { params }: LaneConfig,
  start: RaceStart,
  { optimizer }: RunConfig,
): TrainingLane {
  if (!isTrained(entry)) throw new TypeError(`${entry.label} cannot be trained`);
  return createLane(entry, params, start, optimizer);
}

/** @throws LabError when what was kept does not fit; nothing is then kept on the device */
export function raceLanes(
  config: RunConfig,
  start: RaceStart,
  entryOf: (methodId: string) => RegistryEntry,
  origin?: RaceOrigin,
): Lane[] {
  return held((hold) =>
    config.lanes.flatMap((lane) => {
      const entry = entryOf(lane.methodId);
      if (entry.kind === 'reference' || entry.kind === 'combination') return [];
      const create = () => trainingLane(entry, lane, start, config);
      if (origin && 'kept' in origin) {
        return [hold(keptLane(entry, origin.kept, start.pretrained, create))];
      }
      const fresh = hold(create());
      const checkpoint = origin?.checkpoint.get(entry.id);
      if (checkpoint) fillFromCheckpoint(fresh, checkpoint);
      return [fresh];
    }),
  );
}
