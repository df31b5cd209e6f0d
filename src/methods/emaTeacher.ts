import type { ClipModel } from '../model/clip.ts';
import * as tf from '../ops/tf.ts';
import { updateTeacher } from '../optim/ema.ts';
import type { ParamValues } from '../protocol/catalogue.ts';
import { embedPairs, type PairTargets, pairTargetsFor } from './contrastiveStep.ts';
import type { MethodState, TargetView, TrainBatch } from './method.ts';

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
  const numbers = { pretrainedWeight: 1 };
  return {
    teacher,
    variables: new Map([...teacher.variables].map(([name, v]) => [`teacher.${name}`, v])),
    numbers,
    follow(student, momentum) {
      updateTeacher(teacher.variables, student.variables, momentum);
      numbers.pretrainedWeight *= momentum;
    },
    pretrainedWeight: () => numbers.pretrainedWeight,
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

/** The teacher's side of the figure of one batch: the rows that mkdLoss pulls the student towards. */
export function inspectTeacher(context: { batch: TrainBatch; state: EmaTeacher }): TargetView {
  const { batch, state } = context;
  return {
    teacher: tf.tidy(() => tf.softmax(embedPairs(state.teacher, batch).logitsPerImage)),
    teacherPretrainedWeight: state.pretrainedWeight(),
  };
}
