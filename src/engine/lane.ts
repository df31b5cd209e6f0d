import type { ClassifierHead, Method, MethodState } from '../methods/method.ts';
import { isTrained } from '../methods/registry.ts';
import type { ClipModel } from '../model/clip.ts';
import { zeroShotHead } from '../model/zeroShotHead.ts';
import * as tf from '../ops/tf.ts';
import { AdamW } from '../optim/adamW.ts';
import type { MethodInfo, ParamValues } from '../protocol/catalogue.ts';
import type { OptimizerConfig } from '../protocol/runConfig.ts';
import type { PromptBank } from './promptBank.ts';

/** A model that is being trained by one method, and all that goes with it. */
export interface TrainingLane {
  readonly method: Method;
  readonly params: ParamValues;
  readonly model: ClipModel;
  readonly state: MethodState;
  readonly optimizer: AdamW;
  /** What the optimiser updates, by name. */
  readonly trainable: ReadonlyMap<string, tf.Variable>;
  dispose(): void;
}

/** Zero-shot head of a model over all prompts: [C, D] rows exp(s)·w_k. */
export function headFromPrompts(model: ClipModel, prompts: PromptBank): tf.Tensor2D {
  return tf.tidy(() => zeroShotHead(model, prompts.all(), prompts.classCount));
}

export function setupState(
  method: Method,
  model: ClipModel,
  params: ParamValues,
  prompts: PromptBank,
  totalSteps: number,
): MethodState {
  const head = headFromPrompts(model, prompts);
  const { classCount } = prompts;
  const state = method.setup({ model, params, classCount, totalSteps, zeroShotHead: head });
  head.dispose();
  return state;
}

export function createLane(
  method: Method,
  params: ParamValues,
  pretrained: ClipModel,
  prompts: PromptBank,
  optimizer: OptimizerConfig,
  totalSteps: number,
): TrainingLane {
  const model = pretrained.clone();
  const state = setupState(method, model, params, prompts, totalSteps);
  const adamW = new AdamW(optimizer);
  return {
    method,
    params,
    model,
    state,
    optimizer: adamW,
    trainable: method.trainable?.({ model, state }) ?? model.variables,
    dispose() {
      adamW.dispose();
      state.dispose();
      model.dispose();
    },
  };
}

/** The head a method is evaluated with: its own, or one rebuilt from the text tower. */
export function headOf(
  method: MethodInfo | Method,
  model: ClipModel,
  state: MethodState | null,
  prompts: PromptBank,
): { head: ClassifierHead; dispose(): void } {
  if (isTrained(method) && method.evalHead && state) {
    return { head: method.evalHead({ model, state }), dispose() {} };
  }
  const weight = headFromPrompts(model, prompts);
  return { head: { weight, bias: null }, dispose: () => weight.dispose() };
}
