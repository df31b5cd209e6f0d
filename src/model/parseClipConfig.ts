import type {
  Activation,
  ClipConfig,
  TextConfig,
  TowerConfig,
  VisionConfig,
} from './clipConfig.ts';
import { ConfigFileError } from './configFileError.ts';

const FILE = 'config.json';
const MAX_SIZE = 1_000_000;
/** Older files say eos 2 although their tokenizer's is another: pooling is then at the largest id. */
const LEGACY_EOS = 2;

/** Hugging Face's defaults; many repositories leave most fields out. */
const textDefaults = {
  hidden_size: 512,
  intermediate_size: 2048,
  num_hidden_layers: 12,
  num_attention_heads: 8,
  max_position_embeddings: 77,
  vocab_size: 49_408,
};
const visionDefaults = {
  hidden_size: 768,
  intermediate_size: 3072,
  num_hidden_layers: 12,
  num_attention_heads: 12,
  image_size: 224,
  patch_size: 32,
};

type Json = Readonly<Record<string, unknown>>;

const bad = (problem: string) => new ConfigFileError(FILE, problem);

function section(root: Json, name: string): Json {
  // The old *_dict spelling overrides the new one, as in the reference loader.
  for (const key of [`${name}_config_dict`, `${name}_config`]) {
    const value = Object.hasOwn(root, key) ? root[key] : undefined;
    if (value === undefined || value === null) continue;
    if (typeof value !== 'object' || Array.isArray(value)) throw bad(`${key} is not an object`);
    return value as Json;
  }
  return {};
}

function size(from: Json, name: string, fallback: number): number {
  const value = Object.hasOwn(from, name) ? from[name] : fallback;
  if (!Number.isInteger(value) || (value as number) < 1 || (value as number) > MAX_SIZE) {
    throw bad(`${name} is ${JSON.stringify(value)}, not a whole number from 1 to ${MAX_SIZE}`);
  }
  return value as number;
}

function tower(from: Json, defaults: typeof textDefaults | typeof visionDefaults): TowerConfig {
  const hiddenSize = size(from, 'hidden_size', defaults.hidden_size);
  const headCount = size(from, 'num_attention_heads', defaults.num_attention_heads);
  if (hiddenSize % headCount !== 0) {
    throw bad(`hidden_size ${hiddenSize} is not a multiple of ${headCount} heads`);
  }
  const activation = from.hidden_act ?? 'quick_gelu';
  if (activation !== 'quick_gelu' && activation !== 'gelu') {
    throw bad(`hidden_act ${JSON.stringify(activation)} is neither quick_gelu nor gelu`);
  }
  const layerNormEps = from.layer_norm_eps ?? 1e-5;
  if (typeof layerNormEps !== 'number' || !(layerNormEps > 0 && layerNormEps < 1)) {
    throw bad(`layer_norm_eps is ${JSON.stringify(layerNormEps)}`);
  }
  return {
    hiddenSize,
    headCount,
    intermediateSize: size(from, 'intermediate_size', defaults.intermediate_size),
    layerCount: size(from, 'num_hidden_layers', defaults.num_hidden_layers),
    activation: activation as Activation,
    layerNormEps,
  };
}

function eosOf(text: Json, vocabSize: number): number | null {
  const eos = text.eos_token_id;
  if (eos === undefined || eos === null || eos === LEGACY_EOS) return null;
  if (!Number.isInteger(eos) || (eos as number) < 0 || (eos as number) >= vocabSize) {
    throw bad(`eos_token_id ${JSON.stringify(eos)} is outside the vocabulary of ${vocabSize}`);
  }
  return eos as number;
}

/**
 * Sizes of a CLIPModel with every default filled in and every size checked.
 * @throws ConfigFileError
 */
export function parseClipConfig(json: string): ClipConfig {
  let root: unknown;
  try {
    root = JSON.parse(json);
  } catch {
    throw bad('it is not JSON');
  }
  if (root === null || typeof root !== 'object' || Array.isArray(root))
    throw bad('it is not an object');
  const config = root as Json;
  if (config.model_type !== 'clip') {
    throw bad(`model_type is ${JSON.stringify(config.model_type)}, and only "clip" is supported`);
  }
  const textJson = section(config, 'text');
  const visionJson = section(config, 'vision');
  const text: TextConfig = {
    ...tower(textJson, textDefaults),
    vocabSize: size(textJson, 'vocab_size', textDefaults.vocab_size),
    maxPositions: size(textJson, 'max_position_embeddings', textDefaults.max_position_embeddings),
  };
  const vision: VisionConfig = {
    ...tower(visionJson, visionDefaults),
    imageSize: size(visionJson, 'image_size', visionDefaults.image_size),
    patchSize: size(visionJson, 'patch_size', visionDefaults.patch_size),
  };
  if (vision.imageSize % vision.patchSize !== 0) {
    throw bad(`image_size ${vision.imageSize} is not a multiple of patch_size ${vision.patchSize}`);
  }
  if ((visionJson.num_channels ?? 3) !== 3) throw bad('images must have 3 channels');
  const projectionDim = size(config, 'projection_dim', 512);
  return { projectionDim, text, vision, eosTokenId: eosOf(textJson, text.vocabSize) };
}
