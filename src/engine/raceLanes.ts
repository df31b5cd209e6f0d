import { isTrained, type RegistryEntry } from '../methods/registry.ts';
import type { LaneConfig, RunConfig } from '../protocol/runConfig.ts';
import { keptLane } from './keptLane.ts';
import type { Lab } from './lab.ts';
import { createLane, type Lane, type TrainingLane } from './lane.ts';
import { type LaneCheckpoint, lanesFromCheckpoint } from './laneCheckpoint.ts';
import type { LaneWeights } from './laneWeights.ts';
import { type RaceStart, raceStart } from './raceStart.ts';

/** Where a race begins: nowhere else, at kept weights (it is then over), or where it was interrupted. */
export type RaceOrigin =
  | { readonly kept: ReadonlyMap<string, LaneWeights> }
  | { readonly checkpoint: ReadonlyMap<string, LaneCheckpoint> };

export interface RaceLanes {
  readonly start: RaceStart;
  /** Steps that the lanes have done. */
  readonly step: number;
  readonly even: Lane[];
  /** Lanes that came late and still catch up. */
  readonly behind: TrainingLane[];
}

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
  lab: Lab,
  entryOf: (methodId: string) => RegistryEntry,
  origin?: RaceOrigin,
): RaceLanes {
  const start = raceStart(config, lab);
  try {
    return { start, ...lanesFrom(config, start, entryOf, origin) };
  } catch (error) {
    start.dispose();
    throw error;
  }
}

function lanesFrom(
  config: RunConfig,
  start: RaceStart,
  entryOf: (methodId: string) => RegistryEntry,
  origin?: RaceOrigin,
): Omit<RaceLanes, 'start'> {
  const wanted = config.lanes
    .map((lane) => ({ lane, entry: entryOf(lane.methodId) }))
    .filter(({ entry }) => entry.kind !== 'reference');
  const create = (entry: RegistryEntry) => {
    const { lane } = wanted.find((one) => one.entry === entry)!;
    return trainingLane(entry, lane, start, config);
  };
  if (origin && 'checkpoint' in origin) {
    const entries = wanted.map(({ entry }) => entry);
    return lanesFromCheckpoint(entries, origin.checkpoint, create);
  }
  const even: Lane[] = [];
  try {
    for (const { entry } of wanted) {
      const make = () => create(entry);
      even.push(origin ? keptLane(entry, origin.kept, start.pretrained, make) : make());
    }
  } catch (error) {
    for (const lane of even) lane.dispose();
    throw error;
  }
  return { step: Math.max(0, ...even.map(({ stepsDone }) => stepsDone)), even, behind: [] };
}
