import type { ClassifierHead, Method, MethodState, WeightHolder } from '../methods/method.ts';
import type { RegistryEntry } from '../methods/registry.ts';
import type { ClipModel } from '../model/clip.ts';
import type * as tf from '../ops/tf.ts';
import { AdamW } from '../optim/adamW.ts';
import type { ParamValues } from '../protocol/catalogue.ts';
import type { OptimizerConfig } from '../protocol/runConfig.ts';
import { headFromPrompts, type RaceStart } from './raceStart.ts';

/** A model with weights of its own, and all that goes with it. */
export interface Lane {
  readonly method: RegistryEntry;
  readonly params: ParamValues;
  readonly model: ClipModel;
  readonly state: MethodState;
  /** Optimiser updates that its weights have had. */
  stepsDone: number;
  dispose(): void;
}

/** A lane that is being trained by one method. */
export interface TrainingLane extends Lane {
  readonly method: Method;
  readonly optimizer: AdamW;
  /** What the optimiser updates, by name. */
  readonly trainable: ReadonlyMap<string, tf.Variable>;
}

export const isTraining = (lane: Lane): lane is TrainingLane => 'optimizer' in lane;

/** What a method keeps, as it is before the first step. @param model with the pretrained weights */
export function setupState(
  method: Method,
  model: ClipModel,
  params: ParamValues,
  { prompts, head, totalSteps }: RaceStart,
): MethodState {
  const { classCount } = prompts;
  return method.setup({ model, params, classCount, totalSteps, zeroShotHead: head });
}

export function createLane(
  method: Method,
  params: ParamValues,
  start: RaceStart,
  optimizer: OptimizerConfig,
): TrainingLane {
  const model = start.pretrained.clone();
  const state = setupState(method, model, params, start);
  const adamW = new AdamW(optimizer);
  return {
    method,
    params,
    model,
    state,
    stepsDone: 0,
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
  method: WeightHolder | Method,
  model: ClipModel,
  state: MethodState | null,
  { pretrained, prompts, head }: RaceStart,
): { head: ClassifierHead; isOwn: boolean; dispose(): void } {
  const own = state && method.evalHead?.({ model, state });
  if (own) return { head: own, isOwn: true, dispose() {} };
  if (model === pretrained) {
    return { head: { weight: head, bias: null }, isOwn: false, dispose() {} };
  }
  const weight = headFromPrompts(model, prompts);
  return { head: { weight, bias: null }, isOwn: false, dispose: () => weight.dispose() };
}
