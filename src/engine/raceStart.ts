import type { ClipModel } from '../model/clip.ts';
import { zeroShotHead } from '../model/zeroShotHead.ts';
import * as tf from '../ops/tf.ts';
import type { RunConfig } from '../protocol/runConfig.ts';
import type { Lab } from './lab.ts';
import { type PromptBank, promptBankFrom } from './promptBank.ts';

/** What every lane of a race starts from, and every interpolation goes back to. */
export interface RaceStart {
  /** Borrowed, never trained. */
  readonly pretrained: ClipModel;
  readonly prompts: PromptBank;
  /** [C, D] zero-shot head of the pretrained model over all prompts, encoded once. */
  readonly head: tf.Tensor2D;
  /** Optimiser updates that the race is planned for. */
  readonly totalSteps: number;
  dispose(): void;
}

/** Zero-shot head of a model over all prompts: [C, D] rows exp(s)·w_k. */
export function headFromPrompts(model: ClipModel, prompts: PromptBank): tf.Tensor2D {
  return tf.tidy(() => zeroShotHead(model, prompts.all(), prompts.classCount));
}

export function startFrom(
  pretrained: ClipModel,
  prompts: PromptBank,
  totalSteps: number,
): RaceStart {
  const head = headFromPrompts(pretrained, prompts);
  return { pretrained, prompts, head, totalSteps, dispose: () => head.dispose() };
}

export function raceStart(
  { templates, steps }: Pick<RunConfig, 'templates' | 'steps'>,
  { pretrained, tokenise, dataset }: Pick<Lab, 'pretrained' | 'tokenise' | 'dataset'>,
): RaceStart {
  const { length: classCount } = dataset.classNames;
  const prompts = promptBankFrom(tokenise(templates), classCount, templates.length);
  return startFrom(pretrained, prompts, steps);
}
