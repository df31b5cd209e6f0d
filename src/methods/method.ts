import type { ClipModel, TokenBatch } from '../model/clip.ts';
import type * as tf from '../ops/tf.ts';
import type { MethodInfo, ParamValues } from '../protocol/catalogue.ts';

/** One training batch on the device, the same for every lane of a race. */
export interface TrainBatch {
  readonly size: number;
  /** [B, S, S, 3] normalised. */
  readonly images: tf.Tensor4D;
  /** [B] int32. */
  readonly labels: tf.Tensor1D;
  /** One caption per image: a template filled with the name of its class. */
  readonly captions: TokenBatch;
}

/** What a method may need beside the model when it starts. */
export interface SetupContext {
  readonly model: ClipModel;
  readonly params: ParamValues;
  readonly classCount: number;
  readonly totalSteps: number;
  /** [C, D] rows exp(logit_scale)·w_k of the pretrained model: the zero-shot head. Borrowed. */
  readonly zeroShotHead: tf.Tensor2D;
}

/**
 * What a method keeps across steps. `variables` are saved and restored with the model (a trained
 * head, a teacher); they are named and owned by the state.
 */
export interface MethodState {
  readonly variables: ReadonlyMap<string, tf.Variable>;
  /** Plain numbers that change with the steps; saved and restored beside the variables. */
  readonly numbers?: Record<string, number>;
  dispose(): void;
}

export interface StepContext<State extends MethodState, Targets> {
  readonly model: ClipModel;
  readonly batch: TrainBatch;
  readonly params: ParamValues;
  readonly state: State;
  readonly targets: Targets;
  /** Optimiser updates done before this one: 0 in the first step. */
  readonly step: number;
}

/** A linear classifier on L2-normalised image embeddings: logits = imageEmbeds · weightᵀ + bias. */
export interface ClassifierHead {
  /** [C, D]; exp(logit_scale) is inside. */
  readonly weight: tf.Tensor2D;
  /** [C] or null. */
  readonly bias: tf.Tensor1D | null;
}

/** What a method's targets look like beside one-hot rows, for the figure of one batch. */
export interface TargetView {
  /** [B, B] rows sum to 1: what the student is distilled towards. The caller disposes it. */
  readonly teacher: tf.Tensor2D;
  /** Weight of the pretrained model inside the teacher, 0..1. */
  readonly teacherPretrainedWeight: number;
}

/** An entry of the registry that can have weights, and with them a head, of its own. */
export interface WeightHolder extends MethodInfo {
  /** The head to evaluate with; null or no function: the zero-shot head of its text tower. */
  evalHead?(context: { model: ClipModel; state: MethodState }): ClassifierHead | null;
}

/**
 * A fine-tuning method: it chooses targets and names its loss's parts; the engine does the rest.
 * Losses are means over the batch in nats; the parts returned are already weighted and sum to the loss.
 */
export interface Method<State extends MethodState = MethodState, Targets = unknown>
  extends MethodInfo {
  setup(context: SetupContext): State;
  /** Off the gradient tape: soft targets, a teacher's similarities. Tensors within are disposed after the step. */
  targets(context: Omit<StepContext<State, Targets>, 'targets'>): Targets;
  /** On the gradient tape. */
  lossParts(context: StepContext<State, Targets>): Record<string, tf.Scalar>;
  /** Weights this method trains, by name; default: every weight of the model. */
  trainable?(context: { model: ClipModel; state: State }): ReadonlyMap<string, tf.Variable>;
  /** The head to evaluate with; default: the zero-shot head rebuilt from the tuned text tower. */
  evalHead?(context: { model: ClipModel; state: State }): ClassifierHead;
  /** What its targets look like for these pairs; a method without a teacher has nothing to add. */
  inspect?(context: Omit<StepContext<State, Targets>, 'targets' | 'step'>): TargetView;
  /** After the optimiser's update; `step` counts this one: 1 after the first. Returns diagnostics to report. */
  afterStep?(context: {
    model: ClipModel;
    state: State;
    params: ParamValues;
    step: number;
    totalSteps: number;
  }): Record<string, number>;
}

/** Erases a method's own types for the registry, after they have been checked here. */
export function defineMethod<State extends MethodState, Targets>(
  method: Method<State, Targets>,
): Method {
  return method as unknown as Method;
}
