import type { ClipModel } from '../model/clip.ts';
import * as tf from '../ops/tf.ts';
import { updateTeacher } from '../optim/ema.ts';
import type { ParamValues } from '../protocol/catalogue.ts';
import { embedPairs, type PairTargets, pairTargetsFor } from './contrastiveStep.ts';
import type { MethodState, TrainBatch } from './method.ts';

/** A copy of the pretrained model that follows the student: ψ ← m·ψ + (1 − m)·θ. */
export interface EmaTeacher extends MethodState {
  readonly teacher: ClipModel;
  /** One update with this momentum (the share of the old teacher kept). */
  follow(student: ClipModel, momentum: number): void;
  /** Weight of the pretrained model inside the teacher: the product of all momenta so far. */
  pretrainedWeight(): number;
}

export function createTeacher(pretrained: ClipModel): EmaTeacher {
  const teacher = pretrained.clone();
  let weight = 1;
  return {
    teacher,
    variables: new Map([...teacher.variables].map(([name, v]) => [`teacher.${name}`, v])),
    follow(student, momentum) {
      updateTeacher(teacher.variables, student.variables, momentum);
      weight *= momentum;
    },
    pretrainedWeight: () => weight,
    dispose: () => teacher.dispose(),
  };
}

export interface DistillationTargets {
  readonly pairs: PairTargets;
  /** [B, B] the teacher's logitsPerImage; carries no gradient. */
  readonly teacherLogits: tf.Tensor2D;
}

export function distillationTargets(context: {
  batch: TrainBatch;
  params: ParamValues;
  state: EmaTeacher;
}): DistillationTargets {
  const { batch, params, state } = context;
  return {
    pairs: pairTargetsFor(batch, params),
    teacherLogits: tf.tidy(() => embedPairs(state.teacher, batch).logitsPerImage),
  };
}
