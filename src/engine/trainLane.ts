import type { TrainBatch } from '../methods/method.ts';
import { learningRateAt } from '../optim/schedule.ts';
import type { RunConfig } from '../protocol/runConfig.ts';
import { breathe } from './breathe.ts';
import { checkLoss } from './errors.ts';
import type { TrainingLane } from './lane.ts';
import type { RaceEvent } from './raceEvent.ts';
import { trainStep } from './trainStep.ts';

/** One optimiser update of a lane on a batch, as the event that reports it. @throws LabError for a loss that cannot be true */
export async function trainLane(
  lane: TrainingLane,
  batch: TrainBatch,
  { optimizer, steps: totalSteps }: RunConfig,
): Promise<RaceEvent> {
  const { method, stepsDone: step } = lane;
  const learningRate = learningRateAt(step, {
    baseRate: optimizer.learningRate,
    warmupFraction: optimizer.warmupFraction,
    totalSteps,
  });
  const started = performance.now();
  const { clipNorm } = optimizer;
  const numbers = await trainStep(lane, batch, { learningRate, clipNorm, step, totalSteps });
  checkLoss(numbers.loss, numbers.gradNorm, method.label, step + 1);
  lane.stepsDone = step + 1;
  await breathe();
  const stepMs = performance.now() - started;
  return {
    type: 'train.step',
    methodId: method.id,
    step: step + 1,
    learningRate,
    stepMs,
    ...numbers,
  };
}
