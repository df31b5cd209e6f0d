import type { ClipModel } from '../model/clip.ts';
import { contextsFromEmbeds, headFromEmbeds, zeroShotHead } from '../model/zeroShotHead.ts';
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
  /** [P, D] of the pretrained model, one row a template: see `contextsFromEmbeds`. */
  readonly contexts: tf.Tensor2D;
  /** Of whatever is random in a step. */
  readonly seed: number;
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
  seed = 0,
): RaceStart {
  const { classCount } = prompts;
  const [head, contexts] = tf.tidy(() => {
    const embeds = pretrained.encodeTexts(prompts.all());
    const scale = pretrained.logitScale();
    return [headFromEmbeds(embeds, scale, classCount), contextsFromEmbeds(embeds, classCount)];
  }) as [tf.Tensor2D, tf.Tensor2D];
  const dispose = () => tf.dispose([head, contexts]);
  return { pretrained, prompts, head, contexts, totalSteps, seed, dispose };
}

export function raceStart(
  { templates, steps, seed }: Pick<RunConfig, 'templates' | 'steps' | 'seed'>,
  { pretrained, tokenise, dataset }: Pick<Lab, 'pretrained' | 'tokenise' | 'dataset'>,
): RaceStart {
  const { length: classCount } = dataset.classNames;
  const prompts = promptBankFrom(tokenise(templates), classCount, templates.length);
  return startFrom(pretrained, prompts, steps, seed);
}
