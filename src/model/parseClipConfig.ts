import { fieldOf, isJsonObject, type JsonObject } from '../io/parseJsonObject.ts';
import { showValue } from '../math/showValue.ts';
import type { ClipConfig, TextConfig, TowerConfig, VisionConfig } from './clipConfig.ts';
import { ConfigFileError } from './configFileError.ts';
import { parseConfigJson, wrongFile } from './configJson.ts';
import { weightShapes } from './weightNames.ts';

const FILE = 'config.json';

/** Hugging Face's default of each size, and the largest we believe; many files leave most out. */
interface SizeRule {
  readonly fallback: number;
  readonly min?: number;
  readonly max: number;
}

const textRules = {
  hidden_size: { fallback: 512, max: 16_384 },
  intermediate_size: { fallback: 2048, max: 65_536 },
  num_hidden_layers: { fallback: 12, max: 128 },
  num_attention_heads: { fallback: 8, max: 256 },
} as const satisfies Record<string, SizeRule>;

const visionRules = {
  hidden_size: { fallback: 768, max: 16_384 },
  intermediate_size: { fallback: 3072, max: 65_536 },
  num_hidden_layers: { fallback: 12, max: 128 },
  num_attention_heads: { fallback: 12, max: 256 },
} as const satisfies Record<string, SizeRule>;

/** Hugging Face's default: the id of <|endoftext|> in OpenAI's vocabulary. */
const DEFAULT_EOS = 49_407;
/** What files of before July 2023 say whatever their tokenizer does. */
const LEGACY_EOS = 2;

/** 4 GiB in float32, all that WASM can address; a CLIP ViT-H/14 takes 3.7. */
const MAX_WEIGHTS = 2 ** 30;

const bad = (problem: string) => new ConfigFileError(FILE, problem);

function readSize(from: JsonObject, name: string, { fallback, min = 1, max }: SizeRule): number {
  const value = fieldOf(from, name) ?? fallback;
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) {
    return value;
  }
  throw bad(`${name} is ${showValue(value)}, not a whole number from ${min} to ${max}`);
}

/** The tower's section. An old `*_config_dict`, where there is one, replaces `*_config` altogether. */
function readSection(root: JsonObject, tower: 'text' | 'vision'): JsonObject {
  for (const name of [`${tower}_config_dict`, `${tower}_config`]) {
    const section = fieldOf(root, name) ?? null;
    if (isJsonObject(section)) return section;
    if (section !== null) throw bad(`${name} is ${showValue(section)}, not an object`);
  }
  return {};
}

function readTower(from: JsonObject, rules: typeof textRules | typeof visionRules): TowerConfig {
  const hiddenSize = readSize(from, 'hidden_size', rules.hidden_size);
  const headCount = readSize(from, 'num_attention_heads', rules.num_attention_heads);
  if (hiddenSize % headCount !== 0) {
    throw bad(`hidden_size ${hiddenSize} cannot be shared by ${headCount} heads`);
  }
  const activation = fieldOf(from, 'hidden_act') ?? 'quick_gelu';
  if (activation !== 'quick_gelu' && activation !== 'gelu') {
    throw bad(`hidden_act is ${showValue(activation)}; only "quick_gelu" and "gelu" are supported`);
  }
  const layerNormEps = fieldOf(from, 'layer_norm_eps') ?? 1e-5;
  if (typeof layerNormEps !== 'number' || !(layerNormEps > 0 && layerNormEps <= 0.1)) {
    throw bad(`layer_norm_eps is ${showValue(layerNormEps)}, not a number from 0 to 0.1`);
  }
  return {
    hiddenSize,
    headCount,
    intermediateSize: readSize(from, 'intermediate_size', rules.intermediate_size),
    layerCount: readSize(from, 'num_hidden_layers', rules.num_hidden_layers),
    activation,
    layerNormEps,
  };
}

function readText(root: JsonObject): TextConfig {
  const from = readSection(root, 'text');
  return {
    ...readTower(from, textRules),
    vocabSize: readSize(from, 'vocab_size', { fallback: 49_408, min: 3, max: 1_000_000 }),
    maxPositions: readSize(from, 'max_position_embeddings', { fallback: 77, min: 3, max: 4096 }),
  };
}

function readVision(root: JsonObject): VisionConfig {
  const from = readSection(root, 'vision');
  const channels = fieldOf(from, 'num_channels') ?? 3;
  if (channels !== 3) throw bad(`num_channels is ${showValue(channels)}; images have 3`);
  const imageSize = readSize(from, 'image_size', { fallback: 224, max: 1024 });
  const patchSize = readSize(from, 'patch_size', { fallback: 32, max: 1024 });
  if (imageSize % patchSize !== 0) {
    throw bad(`image_size ${imageSize} is not a multiple of patch_size ${patchSize}`);
  }
  return { ...readTower(from, visionRules), imageSize, patchSize };
}

/** null where the file cannot know better than "the largest id": see ClipConfig.eosTokenId. */
function readEos(root: JsonObject, vocabSize: number): number | null {
  const eos = fieldOf(readSection(root, 'text'), 'eos_token_id') ?? DEFAULT_EOS;
  if (typeof eos !== 'number' || !Number.isInteger(eos) || eos < 0) {
    throw bad(`eos_token_id is ${showValue(eos)}, not a token id`);
  }
  return eos === LEGACY_EOS || eos >= vocabSize ? null : eos;
}

function checkBudget(config: ClipConfig): void {
  const counts = [...weightShapes(config).values()].map((shape) =>
    shape.reduce((a, b) => a * b, 1),
  );
  const count = counts.reduce((a, b) => a + b, 0);
  if (count <= MAX_WEIGHTS) return;
  const gib = (4 * count) / 2 ** 30;
  throw bad(
    `its sizes ask for ${count.toLocaleString('en')} weights, ${gib.toFixed(1)} GiB in float32; at most 4 GiB is loaded`,
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
    throw bad(`model_type is ${showValue(kind)}, and only "clip" is supported`);
  }
  const text = readText(root);
  const vision = readVision(root);
  const projectionDim = readSize(root, 'projection_dim', { fallback: 512, max: 16_384 });
  const config = { projectionDim, text, vision, eosTokenId: readEos(root, text.vocabSize) };
  checkBudget(config);
  return config;
}
