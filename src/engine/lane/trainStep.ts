import { shaped } from '../../ops/shapes.ts';
import * as tf from '../../ops/tf.ts';
import type { UpdateSettings } from '../../optim/arena.ts';
import type { TrainBatch } from '../upload.ts';
import { lossAndGradients } from './gradients.ts';
import type { TrainingLane } from './lane.ts';
import { phaseAt } from './phases.ts';

/** The numbers of one step, read back together. */
export interface StepNumbers {
  readonly loss: number;
  readonly parts: Readonly<Record<string, number>>;
  readonly diagnostics: Readonly<Record<string, number>>;
  readonly gradNorm: number;
  readonly logitScale: number;
}

/** The same still on the device: loss, gradient norm and logit scale, then the parts in their order. */
export interface PendingNumbers {
  readonly packed: tf.Tensor1D;
  readonly partNames: readonly string[];
  readonly diagnostics: Readonly<Record<string, number>>;
}

export const packNumbers = (numbers: readonly tf.Tensor[]): tf.Tensor1D =>
  tf.stack(numbers.map((x) => shaped(x, []))) as tf.Tensor1D;

export interface StepSettings extends UpdateSettings {
  /** Images or captions on the gradient tape at once; all of them if left out. */
  readonly microBatch?: number;
}

/**
 * One optimiser update of one lane: loss, gradients, clipping, AdamW, and its teacher follows. Waits
 * for no number: what is packed belongs to the caller.
 */
export async function trainStep(
  lane: TrainingLane,
  batch: TrainBatch,
  { microBatch, ...settings }: StepSettings,
): Promise<PendingNumbers> {
  if (lane.stepsDone > 0 && phaseAt(lane).step === 0) lane.arena.forget();
  const { parts, loss, grads } = await lossAndGradients(lane, batch, microBatch);
  const packed = tf.tidy(() => {
    const norm = lane.arena.update(grads, settings);
    return packNumbers([loss, norm, lane.model.logitScale(), ...Object.values(parts)]);
  });
  tf.dispose([loss, ...Object.values(parts), ...grads.values()]);
  const { teacher } = lane;
  teacher?.follow(lane.stepsDone);
  lane.stepsDone += 1;
  const diagnostics: Record<string, number> = {};
  if (teacher) diagnostics.teacherPretrainedWeight = teacher.numbers.pretrainedWeight;
  return { packed, partNames: Object.keys(parts), diagnostics };
}

/** @param values what was packed, read back */
export function numbersOf(
  { partNames, diagnostics }: Omit<PendingNumbers, 'packed'>,
  values: ArrayLike<number>,
): StepNumbers {
  return {
    loss: values[0]!,
    gradNorm: values[1]!,
    logitScale: values[2]!,
    parts: Object.fromEntries(partNames.map((name, i) => [name, values[3 + i]!])),
    diagnostics,
  };
}
