import type { ClipModel } from '../model/clip.ts';
import type * as tf from '../ops/tf.ts';
import type { MomentumSchedule } from '../optim/ema.ts';
import type { MethodInfo, ParamValues } from '../protocol/catalogue.ts';

/** What a method may need beside the model when it starts. */
export interface SetupContext {
  readonly model: ClipModel;
  readonly params: ParamValues;
  readonly classCount: number;
  readonly totalSteps: number;
  /** [C, D] rows exp(logit_scale)·w_k of the pretrained model: the zero-shot head. Borrowed. */
  readonly zeroShotHead: tf.Tensor2D;
  /** [P, D] one row a template: the normalised mean over all classes of its embeddings. Borrowed, outlives the state. */
  readonly contexts: tf.Tensor2D;
}

/**
 * What a method keeps across steps beside the model. `variables` are trained, saved and restored with
 * it (a head); they are named and owned by the state.
 */
export interface MethodState {
  readonly variables: ReadonlyMap<string, tf.Variable>;
  /** Plain numbers that change with the steps; saved and restored beside the variables. */
  readonly numbers?: Record<string, number>;
  dispose(): void;
}

/** A linear classifier on L2-normalised image embeddings: logits = imageEmbeds · weightᵀ + bias. */
export interface ClassifierHead {
  /** [C, D]; exp(logit_scale) is inside. */
  readonly weight: tf.Tensor2D;
  /** [C] or null. */
  readonly bias: tf.Tensor1D | null;
}

/** The classifier among named variables; null: the zero-shot head of the model's own text tower. */
export type HeadOf = (variables: ReadonlyMap<string, tf.Tensor>) => ClassifierHead | null;

/** What the engine has encoded of one batch, by the student or by its teacher. */
export interface Encoded {
  /** [B, D], rows L2-normalised. */
  readonly imageEmbeds: tf.Tensor2D;
  /** [B, D] the caption of each image, rows L2-normalised; null where only images are encoded. */
  readonly textEmbeds: tf.Tensor2D | null;
  /**
   * Of pairs [B, B]: exp(logit_scale)·uᵢ·vⱼ, image i against caption j. Of images [B, C]: against the
   * method's head.
   */
  readonly logits: tf.Tensor2D;
}

/** Images of a batch mixed in pairs: image i is share·xᵢ + (1 − share)·x of its partner. */
export interface Mix {
  readonly share: number;
  /** [B] int32, the class of each image's partner. */
  readonly partnerLabels: tf.Tensor1D;
}

/** One step as a method sees it. All tensors are borrowed. */
export interface LossContext<State extends MethodState = MethodState> {
  /** On the gradient tape. */
  readonly student: Encoded;
  /** The teacher on the same batch, without a gradient; null for a method that keeps none. */
  readonly teacher: Encoded | null;
  /** [B] int32, the class of each image. */
  readonly labels: tf.Tensor1D;
  readonly params: ParamValues;
  readonly state: State;
  /** How the images were mixed; null for a method that mixes none. */
  readonly mix: Mix | null;
  /** [M, D] fresh random texts by the pretrained model, rows L2-normalised; null where none are wanted. */
  readonly randomTexts: tf.Tensor2D | null;
  /** For a term on the weights themselves. */
  readonly model: ClipModel;
}

/** How a teacher follows: ψ ← m·ψ + (1 − m)·θ after every `every`-th update, m from the schedule. */
export interface TeacherPlan {
  readonly every: number;
  readonly schedule: MomentumSchedule;
}

/**
 * A part of a training with a schedule of its own: warm-up, cosine and the optimiser's memory begin
 * anew with it.
 */
export interface Phase {
  readonly steps: number;
  /** Learning rate as a multiple of the race's. */
  readonly rate: number;
  /** Whether the towers are left alone: run off the tape, and only what the method keeps is trained. */
  readonly encodersRest: boolean;
}

/** An entry of the registry that can have weights, and with them a head, of its own. */
export interface WeightHolder extends MethodInfo {
  /** The head to evaluate with; without it, a zero-shot head rebuilt from the tuned text tower. */
  readonly head?: HeadOf;
}

interface Trained<State extends MethodState> extends WeightHolder {
  /**
   * An EMA of all that is trained, beginning at the pretrained weights, or those weights themselves for
   * good; without it, none is kept.
   */
  readonly teacher?: 'frozen' | ((params: ParamValues, totalSteps: number) => TeacherPlan);
  /** Phases whose steps add up to all; without it, one that trains everything at the race's rate. */
  readonly phases?: (params: ParamValues, totalSteps: number) => readonly Phase[];
  /** Mixes the images of each batch in pairs, by a share from Beta(α, α); gives α, 0 for none. */
  readonly mixes?: (params: ParamValues) => number;
  /** Wants texts of so many random tokens, fresh at each step. */
  readonly randomTexts?: (params: ParamValues) => {
    readonly count: number;
    readonly tokens: number;
  };
  /** Which weights of the model are trained, by name; without it, all. */
  readonly trains?: (weightName: string) => boolean;
  /** What it keeps across steps; without it, nothing. */
  setup?(context: SetupContext): State;
  /** On the gradient tape: the parts of the loss, means over the batch in nats, already weighted; they sum to it. */
  lossParts(context: LossContext<State>): Record<string, tf.Scalar>;
}

/**
 * A fine-tuning method: it declares what it needs and names the parts of its loss; the engine encodes,
 * differentiates, updates, and moves the teacher.
 */
export type Method<State extends MethodState = MethodState> = Trained<State> &
  (
    | { readonly encodes: 'pairs' }
    | { readonly encodes: 'images'; readonly head: NonNullable<WeightHolder['head']> }
  );

/** Erases a method's own types for the registry, after they have been checked here. */
export function defineMethod<State extends MethodState>(method: Method<State>): Method {
  return method as unknown as Method;
}
