import type { ClassifierHead, MethodState } from '../methods/method.ts';
import type { RegistryEntry } from '../methods/registry.ts';
import type { ClipModel } from '../model/clip.ts';
import type { ParamValues } from '../protocol/catalogue.ts';
import { LabError } from '../protocol/labError.ts';
import { headOf, isTraining, type Lane } from './lane.ts';
import { mixedModel } from './mixedModel.ts';
import type { PromptBank } from './promptBank.ts';

/** The weights that a method of a race stands for, ready to be looked at. Dispose it. */
export interface Subject {
  readonly entry: RegistryEntry;
  readonly model: ClipModel;
  /** null for the pretrained model. */
  readonly state: MethodState | null;
  /** Of the lane whose weights these are. */
  readonly method: RegistryEntry;
  readonly params: ParamValues;
  /** Optimiser updates that went into the weights. */
  readonly step: number;
  /** Only for interpolation views: weight of the fine-tuned model. */
  readonly alpha?: number;
  dispose(): void;
}

export interface SubjectSources {
  readonly lanes: readonly Lane[];
  readonly pretrained: ClipModel;
  readonly prompts: PromptBank;
  readonly totalSteps: number;
}

/**
 * A lane, the pretrained model, or an interpolation view at `alpha`.
 * @throws LabError 'not-raced' when there is no lane with the weights
 */
export function subjectOf(
  entry: RegistryEntry,
  alpha: number,
  { lanes, pretrained, prompts, totalSteps }: SubjectSources,
): Subject {
  const nothing = { dispose() {} };
  if (entry.kind === 'reference') {
    return {
      entry,
      method: entry,
      model: pretrained,
      state: null,
      params: {},
      step: 0,
      ...nothing,
    };
  }
  const weightsOf = entry.base ?? entry.id;
  const lane = lanes.find(({ method }) => method.id === weightsOf);
  if (!lane) {
    throw new LabError(
      'not-raced',
      `${entry.label} has no weights: ${weightsOf} was not in this race.`,
      'Tick the method and start a race.',
    );
  }
  const { method, params, stepsDone: step, model, state } = lane;
  if (entry.kind === 'interpolation' && isTraining(lane)) {
    const mixed = mixedModel(lane, pretrained, prompts, alpha, totalSteps);
    return { entry, method, params, step, alpha, ...mixed };
  }
  return { entry, method, params, step, model, state, ...nothing };
}

/** The head that a subject is evaluated with; `isOwn` where it is not made of prompts. */
export const headOfSubject = (
  { method, model, state }: Subject,
  prompts: PromptBank,
): { head: ClassifierHead; isOwn: boolean; dispose(): void } =>
  headOf(method, model, state, prompts);
