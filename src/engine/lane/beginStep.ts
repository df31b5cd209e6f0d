import type { RunConfig } from '../../protocol/runConfig.ts';
import type { BegunStep } from '../numbersRing.ts';
import type { TrainBatch } from '../upload.ts';
import type { TrainingLane } from './lane.ts';
import { laneRate } from './phases.ts';
import { trainStep } from './trainStep.ts';

/** One optimiser update of a lane on a batch, at the rate of its schedule; its numbers are not waited for. */
export async function beginStep(
  lane: TrainingLane,
  batch: TrainBatch,
  { optimizer }: RunConfig,
  microBatch: number,
): Promise<BegunStep> {
  const startedAt = performance.now();
  const { id: methodId, label } = lane.method;
  const learningRate = laneRate(lane, optimizer);
  const settings = { learningRate, clipNorm: optimizer.clipNorm, microBatch };
  const pending = await trainStep(lane, batch, settings);
  return { ...pending, methodId, label, step: lane.stepsDone, learningRate, startedAt };
}
