import type { TrainBatch } from '../methods/method.ts';
import * as tf from '../ops/tf.ts';
import { clipByGlobalNorm } from '../optim/clipByGlobalNorm.ts';
import type { TrainingLane } from './lane.ts';

/** The numbers of one step, read back together. */
export interface StepNumbers {
  readonly loss: number;
  readonly parts: Readonly<Record<string, number>>;
  readonly diagnostics: Readonly<Record<string, number>>;
  readonly gradNorm: number;
  readonly logitScale: number;
}

export interface StepSettings {
  readonly learningRate: number;
  /** 0: no clipping. */
  readonly clipNorm: number;
  /** Optimiser updates done before this one. */
  readonly step: number;
  readonly totalSteps: number;
}

interface Gradients {
  readonly parts: Record<string, tf.Scalar>;
  readonly loss: tf.Scalar;
  readonly grads: Map<string, tf.Tensor>;
}

/** Loss parts, their sum and the gradient of every trained weight, by name. */
export function lossAndGradients(lane: TrainingLane, batch: TrainBatch, step: number): Gradients {
  const { method, model, state, params, trainable } = lane;
  const targets = method.targets({ model, batch, params, state, step });
  let parts: Record<string, tf.Scalar> = {};
  const { value, grads } = tf.variableGrads(() => {
    parts = method.lossParts({ model, batch, params, state, targets, step });
    for (const part of Object.values(parts)) tf.keep(part);
    return tf.addN(Object.values(parts)) as tf.Scalar;
  }, [...trainable.values()]);
  tf.dispose(targets as tf.TensorContainer);
  const named = new Map<string, tf.Tensor>();
  for (const [name, variable] of trainable) {
    const gradient = grads[variable.name];
    if (gradient) named.set(name, gradient);
  }
  return { parts, loss: value, grads: named };
}

/** One optimiser update of one lane: loss, gradients, clipping, AdamW, the method's own afterStep. */
export async function trainStep(
  lane: TrainingLane,
  batch: TrainBatch,
  { learningRate, clipNorm, step, totalSteps }: StepSettings,
): Promise<StepNumbers> {
  const { parts, loss, grads } = lossAndGradients(lane, batch, step);
  const limit = clipNorm > 0 ? clipNorm : Number.POSITIVE_INFINITY;
  const { clipped, norm } = clipByGlobalNorm(grads, limit);
  lane.optimizer.apply(lane.trainable, clipped, learningRate);
  const { method, model, state, params } = lane;
  const diagnostics =
    method.afterStep?.({ model, state, params, step: step + 1, totalSteps }) ?? {};
  const names = Object.keys(parts);
  const packed = tf.tidy(() =>
    tf.stack(
      [loss, norm, model.logitScale(), ...Object.values(parts)].map((x) => tf.reshape(x, [])),
    ),
  );
  tf.dispose([loss, norm, ...grads.values(), ...clipped.values(), ...Object.values(parts)]);
  const values = await packed.data();
  packed.dispose();
  return {
    loss: values[0]!,
    gradNorm: values[1]!,
    logitScale: values[2]!,
    parts: Object.fromEntries(names.map((name, i) => [name, values[3 + i]!])),
    diagnostics,
  };
}
