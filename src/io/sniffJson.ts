import { fieldOf, isJsonObject, type JsonObject } from './parseJsonObject.ts';

const has = (json: JsonObject, ...names: readonly string[]) =>
  names.some((name) => Object.hasOwn(json, name));

/** Parts of a checkpoint whose index this is; null if it is none. */
export function countShards(json: JsonObject): number | null {
  const files = fieldOf(json, 'weight_map');
  return isJsonObject(files) ? new Set(Object.values(files)).size : null;
}

/** A file by its fields, the more telling ones first. */
const kinds: readonly (readonly [what: string, fits: (json: JsonObject) => boolean])[] = [
  ['an empty object', (json) => Object.keys(json).length === 0],
  ['the index of a checkpoint in several parts', (json) => countShards(json) !== null],
  ['an adapter_config.json', (json) => has(json, 'peft_type')],
  ['a processor_config.json', (json) => has(json, 'image_processor')],
  [
    'a preprocessor_config.json',
    (json) => has(json, 'image_mean', 'image_processor_type', 'feature_extractor_type'),
  ],
  ['a tokenizer.json', (json) => isJsonObject(fieldOf(json, 'model'))],
  [
    'a config.json',
    (json) => has(json, 'model_type', 'text_config', 'vision_config', 'architectures'),
  ],
  ['a tokenizer_config.json', (json) => has(json, 'tokenizer_class', 'added_tokens_decoder')],
  ['a processor_config.json without image_processor', (json) => has(json, 'processor_class')],
  ['a special_tokens_map.json', (json) => has(json, 'bos_token', 'eos_token')],
  ['a run of this lab', (json) => has(json, 'payloads')],
  ['the manifest.json of a dataset', (json) => has(json, 'classNames')],
  ['the manifest.json of a model', (json) => has(json, 'files')],
];

/** Names a JSON file by its fields, to stand after "it looks like"; null if they say nothing known. */
export function sniffJson(json: JsonObject): string | null {
  return kinds.find(([, fits]) => fits(json))?.[0] ?? null;
}
