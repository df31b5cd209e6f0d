import { parseSafetensors, toFloat32, writeSafetensors } from '../../io/safetensors.ts';
import { LabError } from '../../protocol/labError.ts';
import type { TrainingLane } from './lane.ts';
import { fillLane, readBack, readLane, saveLane } from './laneFile.ts';

/** All that a lane is: what it takes to train on as if nothing had happened. */
export interface LaneCheckpoint {
  /** As `saveLane` writes it. */
  readonly weights: Uint8Array;
  /** Safetensors, F32: `first.…` and `second.…`, the updates of each weight as metadata. */
  readonly optimizer: Uint8Array;
}

const FIRST = 'first.';
const SECOND = 'second.';

/** Borrowed lane; F32 throughout, so that nothing is rounded. */
export async function saveLaneCheckpoint(lane: TrainingLane): Promise<LaneCheckpoint> {
  const { moments } = lane.arena;
  const side = (name: 'first' | 'second', prefix: string) =>
    readBack(
      [...moments].map(([weight, moment]) => [weight, moment[name]] as const),
      prefix,
    );
  const tensors = [...(await side('first', FIRST)), ...(await side('second', SECOND))];
  const steps = Object.fromEntries([...moments].map(([name, moment]) => [name, moment.steps]));
  const metadata = new Map([['steps', JSON.stringify(steps)]]);
  return { weights: await saveLane(lane), optimizer: writeSafetensors(tensors, metadata) };
}

/**
 * Puts a checkpoint into a fresh lane of the same method.
 * @throws LabError 'checkpoint-does-not-fit', 'weights-do-not-fit'; the lane is then good for nothing
 */
export function fillFromCheckpoint(lane: TrainingLane, { weights, optimizer }: LaneCheckpoint) {
  fillLane(lane, readLane(lane.method, weights, 0));
  const { tensors, metadata } = parseSafetensors(optimizer);
  const steps = new Map<string, unknown>(
    Object.entries(JSON.parse(metadata.get('steps') ?? '{}') as object),
  );
  for (const [name, updates] of steps) {
    const first = tensors.get(`${FIRST}${name}`);
    const second = tensors.get(`${SECOND}${name}`);
    const isKnown =
      first &&
      second &&
      Number.isInteger(updates) &&
      lane.arena.restore(name, {
        steps: updates as number,
        first: toFloat32(first),
        second: toFloat32(second),
      });
    if (isKnown) continue;
    throw new LabError(
      'checkpoint-does-not-fit',
      `The checkpoint of ${lane.method.label} is of another model or of an older version of the lab.`,
      'Run the race again.',
    );
  }
}
