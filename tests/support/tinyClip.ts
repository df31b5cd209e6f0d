import givenClip from '#vectors/12_tiny_clip.json';
import givenRuns from '#vectors/13_training_runs.json';
import type { ClipModel } from '../../src/model/clip.ts';
import type { Activation, ClipConfig } from '../../src/model/clipConfig.ts';
import { createClip } from '../../src/model/createClip.ts';
import { parseClipConfig } from '../../src/model/parseClipConfig.ts';
import oddClip from '../reference/odd/vectors/12_tiny_clip.json';
import oddRuns from '../reference/odd/vectors/13_training_runs.json';
import shippedClip from '../reference/vectors/12_tiny_clip.json';
import shippedRuns from '../reference/vectors/13_training_runs.json';
import {
  dataOf,
  shapeOf,
  type VectorCase,
  type VectorTensor,
  type VectorValue,
} from './vectors.ts';

type Values = Readonly<Record<string, VectorValue>>;

/** What a tiny CLIP answers: docs/reference-vectors.md. */
export interface ClipVector {
  readonly config: { text_config: { bos_token_id: number }; vision_config: object };
  readonly state_dict: Values;
  readonly inputs: { readonly pixel_values: VectorTensor; readonly input_ids: VectorTensor };
  readonly tolerance: { readonly float32: { atol: number; rtol: number } };
  readonly cases: readonly VectorCase<{ hidden_act: Activation }, ClipAnswers>[];
}

export interface ClipAnswers {
  readonly image_embeds: VectorTensor;
  readonly text_embeds: VectorTensor;
  readonly logits_per_image: VectorTensor;
  readonly logits_per_text: VectorTensor;
  readonly contrastive_loss: number;
  readonly grad_norm: number;
  readonly grad_l2_per_parameter: Readonly<Record<string, number>>;
  readonly grads: Values;
  readonly activations?: Readonly<Record<string, VectorTensor>>;
}

/** How the same CLIP trains, by each method. */
export interface RunsVector {
  readonly inputs: {
    readonly pixel_values: VectorTensor;
    readonly input_ids: VectorTensor;
    readonly labels: VectorTensor;
    readonly class_prompt_ids: VectorTensor;
    readonly batches: readonly (readonly number[])[];
  };
  readonly tolerance: { readonly float32: { loss_rtol: number; params_atol: number } };
  readonly cases: readonly VectorCase<
    { options: Readonly<Record<string, number | string>> },
    {
      readonly steps: readonly Readonly<Record<string, number>>[];
      readonly final_params: Values;
      readonly teacher_params?: Values;
      readonly eval_logits_on_pool: VectorTensor;
    }
  >[];
}

export interface TinyClip {
  readonly name: string;
  readonly clip: ClipVector;
  readonly runs: RunsVector;
}

/** The one of VECTORS_DIR. */
export const givenTinyClip: TinyClip = {
  name: 'the tiny CLIP',
  clip: givenClip as unknown as ClipVector,
  runs: givenRuns as unknown as RunsVector,
};

/** The one that lies beside these tests, whatever VECTORS_DIR says. */
export const shippedTinyClip: TinyClip = {
  name: 'the tiny CLIP',
  clip: shippedClip as unknown as ClipVector,
  runs: shippedRuns as unknown as RunsVector,
};

/** One where no size is that of another, and EOS is neither the largest id nor the padding. */
export const oddTinyClip: TinyClip = {
  name: 'the odd CLIP',
  clip: oddClip as unknown as ClipVector,
  runs: oddRuns as unknown as RunsVector,
};

export const tinyClips: readonly (readonly [name: string, tiny: TinyClip])[] = [
  givenTinyClip,
  oddTinyClip,
].map((tiny) => [tiny.name, tiny]);

/** Its config, with one activation in both towers if told. */
export function tinyConfigOf({ clip: { config } }: TinyClip, activation?: Activation): ClipConfig {
  const changed = activation && { hidden_act: activation };
  return parseClipConfig(
    JSON.stringify({
      ...config,
      text_config: { ...config.text_config, ...changed },
      vision_config: { ...config.vision_config, ...changed },
    }),
  );
}

/** The model with the vector's weights. */
export function tinyModelOf(tiny: TinyClip, activation?: Activation): ClipModel {
  const config = tinyConfigOf(tiny, activation);
  const weights = Object.entries(tiny.clip.state_dict).map(
    ([name, value]) =>
      [name, { shape: shapeOf(value), data: Float32Array.from(dataOf(value)) }] as const,
  );
  return createClip(config, new Map(weights), config.eosTokenId ?? undefined);
}

/** Where each row of ids [B, T] has its first end of text; null: its largest id, as in older files. */
export function eosPositionsOf({ shape, data }: VectorTensor, eos: number | null): Int32Array {
  const length = shape.at(-1)!;
  return Int32Array.from({ length: data.length / length }, (_, i) => {
    const row = data.slice(i * length, (i + 1) * length);
    return row.indexOf(eos ?? Math.max(...row));
  });
}
