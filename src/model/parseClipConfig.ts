import * as v from 'valibot';
import { fieldOf, isJsonObject, type JsonObject } from '../io/parseJsonObject.ts';
import { integer, mustBe, object, oneOf, readBy } from '../io/schema.ts';
import { showValue } from '../math/showValue.ts';
import { showCount, showMemory } from '../math/units.ts';
import type { ClipConfig } from './clipConfig.ts';
import { ConfigFileError } from './configFileError.ts';
import { parseConfigJson, wrongFile } from './configJson.ts';
import { weightShapes } from './weightNames.ts';

const FILE = 'config.json';

/** Hugging Face's default: the id of <|endoftext|> in OpenAI's vocabulary. */
const DEFAULT_EOS = 49_407;
/** What files of before July 2023 say whatever their tokenizer does. */
const LEGACY_EOS = 2;

/** 4 GiB in float32, all that WASM can address; a CLIP ViT-H/14 takes 3.7. */
const MAX_WEIGHTS = 2 ** 30;

const refuse = (problem: string): never => {
  throw new ConfigFileError(FILE, problem);
};

/** Hugging Face's default of a size, and the largest we believe; many files leave most out. */
const size = (fallback: number, max: number, min = 1) => v.nullish(integer(min, max), fallback);

const epsilon = mustBe('a number above 0, at most 0.1');

/** Fields of both towers. */
const towerEntries = {
  intermediate_size: size(2048, 65_536),
  num_hidden_layers: size(12, 128),
  hidden_act: v.nullish(oneOf(['quick_gelu', 'gelu']), 'quick_gelu'),
  layer_norm_eps: v.nullish(
    v.pipe(v.number(epsilon), v.gtValue(0, epsilon), v.maxValue(0.1, epsilon)),
    1e-5,
  ),
};

const textSchema = object({
  ...towerEntries,
  hidden_size: size(512, 16_384),
  num_attention_heads: size(8, 256),
  vocab_size: size(49_408, 1_000_000, 3),
  max_position_embeddings: size(77, 4096, 3),
  eos_token_id: v.nullish(integer(0, 2 ** 53), DEFAULT_EOS),
});

const visionSchema = object({
  ...towerEntries,
  hidden_size: size(768, 16_384),
  intermediate_size: size(3072, 65_536),
  num_attention_heads: size(12, 256),
  num_channels: v.nullish(v.literal(3, mustBe('3, as images have')), 3),
  image_size: size(224, 1024),
  patch_size: size(32, 1024),
});

const rootSchema = object({ projection_dim: size(512, 16_384) });

/** A tower by its section. An old `*_config_dict`, where there is one, replaces `*_config` altogether. */
function readTower<Tower>(
  root: JsonObject,
  tower: 'text' | 'vision',
  schema: v.GenericSchema<unknown, Tower>,
): Tower {
  const [old, usual] = [`${tower}_config_dict`, `${tower}_config`];
  const name = (fieldOf(root, old) ?? null) === null ? usual : old;
  const section = fieldOf(root, name) ?? {};
  if (!isJsonObject(section)) refuse(`${name} is ${showValue(section)}, not an object`);
  return readBy(schema, section, refuse, name);
}

function towerOf(section: v.InferOutput<typeof textSchema | typeof visionSchema>) {
  const { hidden_size: hiddenSize, num_attention_heads: headCount } = section;
  if (hiddenSize % headCount !== 0) {
    refuse(`hidden_size ${hiddenSize} cannot be shared by ${headCount} heads`);
  }
  return {
    hiddenSize,
    headCount,
    intermediateSize: section.intermediate_size,
    layerCount: section.num_hidden_layers,
    activation: section.hidden_act,
    layerNormEps: section.layer_norm_eps,
  };
}

function checkBudget(config: ClipConfig): void {
  const counts = [...weightShapes(config).values()].map((shape) =>
    shape.reduce((a, b) => a * b, 1),
  );
  const count = counts.reduce((a, b) => a + b, 0);
  if (count <= MAX_WEIGHTS) return;
  refuse(
    `its sizes ask for ${showCount(count)} weights, ${showMemory(4 * count)} in float32; at most 4 GiB is loaded`,
  );
}

/**
 * Sizes of a Hugging Face CLIPModel from its config.json, every default filled in.
 *
 * An `eos_token_id` of 2 (older files), or one outside the vocabulary (the default of files that
 * have a vocabulary of their own), gives null: the state is then pooled at the largest id.
 *
 * @throws ConfigFileError for another kind of model, or sizes that no CLIP can have
 *
 * Source: CLIPConfig of huggingface/transformers.
 */
export function parseClipConfig(json: string): ClipConfig {
  const root = parseConfigJson(json, FILE);
  const kind = fieldOf(root, 'model_type');
  if (kind === undefined) throw wrongFile(FILE, root, 'model_type');
  if (kind !== 'clip') {
    refuse(`model_type is ${showValue(kind)}, and only "clip" is supported`);
  }
  const text = readTower(root, 'text', textSchema);
  const vision = readTower(root, 'vision', visionSchema);
  const { projection_dim: projectionDim } = readBy(rootSchema, root, refuse);
  const { image_size: imageSize, patch_size: patchSize } = vision;
  if (imageSize % patchSize !== 0) {
    refuse(`image_size ${imageSize} is not a multiple of patch_size ${patchSize}`);
  }
  const { vocab_size: vocabSize, max_position_embeddings: maxPositions, eos_token_id: eos } = text;
  const config = {
    projectionDim,
    text: { ...towerOf(text), vocabSize, maxPositions },
    vision: { ...towerOf(vision), imageSize, patchSize },
    eosTokenId: eos === LEGACY_EOS || eos >= vocabSize ? null : eos,
  };
  checkBudget(config);
  return config;
}
