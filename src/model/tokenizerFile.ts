import { fieldOf, isJsonObject, type JsonObject, parseJsonObject } from '../io/parseJsonObject.ts';
import { sniffJson } from '../io/sniffJson.ts';
import { quoteText, showValue } from '../math/showValue.ts';
import { MergeTable } from './bpe.ts';
import { readBrackets } from './tokenizerBrackets.ts';
import { type TokenizerCode, TokenizerError } from './tokenizerError.ts';

/** tokenizer.json of a CLIP, checked. */
export interface TokenizerFile {
  /** Token → id. */
  readonly vocabulary: ReadonlyMap<string, number>;
  readonly merges: MergeTable;
  readonly bosTokenId: number;
  readonly eosTokenId: number;
  /** Largest id + 1, special tokens included. */
  readonly vocabSize: number;
}

/** The pattern by which CLIP's tokenizer.json splits words; ours is written in clipWords.ts. */
const CLIP_PATTERN = "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+";
/**
 * transformers 5 names the special tokens first. It takes them out of a text before it splits words,
 * and splits what is left by the pattern above, so both patterns give the same words.
 */
const CLIP_PATTERN_5 = `<\\|startoftext\\|>|<\\|endoftext\\|>|${CLIP_PATTERN}`;
/** CLIP's own file has 3.7 million characters. */
const MAX_CHARACTERS = 32_000_000;
const MAX_TOKENS = 100_000;

function refuse(code: TokenizerCode, problem: string): never {
  throw new TokenizerError(
    code,
    `tokenizer.json cannot be used: ${problem}.`,
    'Take the tokenizer.json that belongs to the checkpoint, written by the fast CLIP tokenizer.',
  );
}

function demand(condition: boolean, code: TokenizerCode, problem: string): asserts condition {
  if (!condition) refuse(code, problem);
}

function parseRoot(json: string): JsonObject {
  return parseJsonObject(json, MAX_CHARACTERS, (problem) =>
    refuse('tokenizer-json', `it ${problem}`),
  );
}

/** The steps of a normalizer or pre-tokenizer, a sequence of one or more; null for anything else. */
function stepsOf(value: unknown, list: string): readonly JsonObject[] | null {
  if (!isJsonObject(value)) return null;
  const steps = fieldOf(value, 'type') === 'Sequence' ? fieldOf(value, list) : [value];
  return Array.isArray(steps) && steps.every(isJsonObject) ? steps : null;
}

/** Whether the steps are of these types, in this order. */
const areOf = (steps: readonly JsonObject[] | null, ...types: readonly string[]) =>
  steps?.length === types.length && types.every((type, i) => fieldOf(steps[i]!, 'type') === type);

const regexOf = (step: JsonObject): unknown => {
  const pattern = fieldOf(step, 'pattern');
  return isJsonObject(pattern) ? fieldOf(pattern, 'Regex') : undefined;
};

/** Text must be prepared as CLIP's is: a pattern from a file is compared, never compiled. */
function checkPipeline(root: JsonObject): void {
  const normalizers = stepsOf(fieldOf(root, 'normalizer'), 'normalizers');
  const replace = normalizers?.[1] ?? {};
  demand(
    areOf(normalizers, 'NFC', 'Replace', 'Lowercase') &&
      regexOf(replace) === '\\s+' &&
      fieldOf(replace, 'content') === ' ',
    'tokenizer-kind',
    'it does not normalise text as CLIP does (NFC, single spaces, lower case)',
  );
  const steps = stepsOf(fieldOf(root, 'pre_tokenizer'), 'pretokenizers');
  const [split = {}, byteLevel = {}] = steps ?? [];
  demand(
    areOf(steps, 'Split', 'ByteLevel') &&
      [CLIP_PATTERN, CLIP_PATTERN_5].some((pattern) => regexOf(split) === pattern) &&
      fieldOf(split, 'behavior') === 'Removed' &&
      fieldOf(split, 'invert') === true &&
      fieldOf(byteLevel, 'add_prefix_space') === false,
    'tokenizer-kind',
    'it splits words by another rule than CLIP',
  );
}

/** Options of BPE that change a text's tokens; CLIP has them empty or off. */
const foreignOptions = [
  'continuing_subword_prefix',
  'dropout',
  'byte_fallback',
  'ignore_merges',
] as const;

function checkModel(model: JsonObject): void {
  const [type, suffix] = [fieldOf(model, 'type'), fieldOf(model, 'end_of_word_suffix')];
  // Older files leave the type out.
  const isBpe = type === undefined || type === 'BPE';
  demand(isBpe, 'tokenizer-kind', `its model is ${showValue(type)}, not BPE`);
  demand(suffix === '</w>', 'tokenizer-kind', 'its words do not end in </w>');
  demand(
    foreignOptions.every((name) => !fieldOf(model, name)),
    'tokenizer-kind',
    'it uses options of BPE that CLIP does not have',
  );
}

function readVocabulary(model: JsonObject): Map<string, number> {
  const { vocab } = model;
  demand(isJsonObject(vocab), 'tokenizer-vocabulary', 'it has no vocabulary');
  const entries = Object.entries(vocab);
  demand(
    entries.length > 0 && entries.length <= MAX_TOKENS,
    'tokenizer-vocabulary',
    `its vocabulary has ${entries.length} tokens; from 1 to ${MAX_TOKENS} are read`,
  );
  return new Map(
    entries.map(([token, id]) => [token, readId(id, `the token ${quoteText(token)}`)]),
  );
}

function readId(id: unknown, what: string): number {
  demand(
    typeof id === 'number' && Number.isInteger(id) && id >= 0 && id < MAX_TOKENS,
    'tokenizer-vocabulary',
    `${what} has no whole number from 0 to ${MAX_TOKENS - 1} as its id`,
  );
  return id;
}

/** Vocabulary and added tokens together must use every id from 0 on exactly once. */
function readAllTokens(root: JsonObject, vocabulary: Map<string, number>): Map<string, number> {
  const all = new Map(vocabulary);
  const added = root.added_tokens ?? [];
  demand(Array.isArray(added), 'tokenizer-special-tokens', 'added_tokens is not a list');
  for (const token of added) {
    demand(
      isJsonObject(token) && typeof token.content === 'string',
      'tokenizer-special-tokens',
      'an added token has no content',
    );
    const id = readId(token.id, `the added token ${quoteText(token.content)}`);
    const known = all.get(token.content) ?? id;
    demand(known === id, 'tokenizer-special-tokens', `${quoteText(token.content)} has two ids`);
    all.set(token.content, id);
  }
  const ids = new Set(all.values());
  demand(ids.size === all.size, 'tokenizer-vocabulary', 'two tokens share an id');
  const largest = [...ids].reduce((a, b) => Math.max(a, b), 0);
  demand(largest === ids.size - 1, 'tokenizer-vocabulary', `its ids leave gaps below ${largest}`);
  return all;
}

function readMerges(model: JsonObject, vocabulary: ReadonlyMap<string, number>): MergeTable {
  const { merges } = model;
  demand(Array.isArray(merges), 'tokenizer-merges', 'it has no merges');
  const table = new MergeTable(MAX_TOKENS);
  merges.forEach((merge: unknown, rank) => {
    const pair: unknown = typeof merge === 'string' ? merge.split(' ') : merge;
    demand(
      Array.isArray(pair) && pair.length === 2 && pair.every((p) => typeof p === 'string' && p),
      'tokenizer-merges',
      `merge ${rank} is not a pair of symbols`,
    );
    const [left, right] = pair as [string, string];
    const ids = [left, right, left + right].map((symbol) => {
      const id = vocabulary.get(symbol);
      demand(
        id !== undefined,
        'tokenizer-merges',
        `merge ${rank} needs ${quoteText(symbol)}, which is not in the vocabulary`,
      );
      return id;
    });
    table.set(ids[0]!, ids[1]!, { rank, id: ids[2]! });
  });
  return table;
}

function readBracketIds(root: JsonObject, all: ReadonlyMap<string, number>): readonly number[] {
  const ids = (readBrackets(root) ?? []).flatMap(([name, id]) => {
    const known = typeof name === 'string' ? all.get(name) : undefined;
    demand(
      known === undefined || id === undefined || id === known,
      'tokenizer-special-tokens',
      `its post-processor gives ${showValue(name)} the id ${showValue(id)}, its vocabulary ${known}`,
    );
    return known ?? [];
  });
  demand(
    ids.length === 2 && ids[0] !== ids[1],
    'tokenizer-special-tokens',
    'it does not put one token before and another behind every text',
  );
  return ids;
}

/**
 * Reads and checks the tokenizer.json of a CLIP.
 * @throws TokenizerError with the first problem found
 */
export function readTokenizerFile(json: string): TokenizerFile {
  const root = parseRoot(json);
  const { model } = root;
  const what = sniffJson(root);
  demand(
    isJsonObject(model),
    'tokenizer-kind',
    what === null ? 'it has no model' : `it looks like ${what}`,
  );
  checkModel(model);
  checkPipeline(root);
  const vocabulary = readVocabulary(model);
  const all = readAllTokens(root, vocabulary);
  const [bosTokenId, eosTokenId] = readBracketIds(root, all);
  return {
    vocabulary,
    merges: readMerges(model, vocabulary),
    bosTokenId: bosTokenId!,
    eosTokenId: eosTokenId!,
    vocabSize: all.size,
  };
}
