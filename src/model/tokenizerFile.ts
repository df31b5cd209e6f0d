import { MergeTable } from './bpe.ts';
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
/** CLIP's own file has 3.7 million characters. */
const MAX_CHARACTERS = 32_000_000;
const MAX_TOKENS = 100_000;

type JsonObject = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const quote = (text: string) => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);

function demand(condition: boolean, code: TokenizerCode, problem: string): asserts condition {
  if (condition) return;
  throw new TokenizerError(
    code,
    `tokenizer.json cannot be used: ${problem}.`,
    'Take the tokenizer.json that belongs to the checkpoint, written by the fast CLIP tokenizer.',
  );
}

function parseRoot(json: string): JsonObject {
  demand(json.length <= MAX_CHARACTERS, 'tokenizer-json', 'it is too large');
  let root: unknown;
  try {
    root = JSON.parse(json);
  } catch {
    demand(false, 'tokenizer-json', 'it is not valid JSON');
  }
  demand(isObject(root), 'tokenizer-json', 'it is not an object');
  return root;
}

/** The steps of a normalizer or pre-tokenizer, a sequence of one or more. */
function stepsOf(value: unknown, list: string): readonly JsonObject[] {
  if (!isObject(value)) return [];
  const steps = value.type === 'Sequence' ? value[list] : [value];
  return Array.isArray(steps) ? steps.filter(isObject) : [];
}

const typesOf = (steps: readonly JsonObject[]) => steps.map(({ type }) => String(type)).join(', ');
const regexOf = (step: JsonObject) => (isObject(step.pattern) ? step.pattern.Regex : undefined);

/** Text must be prepared as CLIP's is: a pattern from a file is compared, never compiled. */
function checkPipeline(root: JsonObject): void {
  const normalizers = stepsOf(root.normalizer, 'normalizers');
  const [, replace] = normalizers;
  demand(
    typesOf(normalizers) === 'NFC, Replace, Lowercase' &&
      regexOf(replace!) === '\\s+' &&
      replace!.content === ' ',
    'tokenizer-kind',
    'it does not normalise text as CLIP does (NFC, single spaces, lower case)',
  );
  const steps = stepsOf(root.pre_tokenizer, 'pretokenizers');
  const [split, byteLevel] = steps;
  demand(
    typesOf(steps) === 'Split, ByteLevel' &&
      regexOf(split!) === CLIP_PATTERN &&
      split!.behavior === 'Removed' &&
      split!.invert === true &&
      byteLevel!.add_prefix_space === false,
    'tokenizer-kind',
    'it splits words by another rule than CLIP',
  );
}

function checkModel(model: unknown): asserts model is JsonObject {
  demand(isObject(model), 'tokenizer-kind', 'it has no model');
  const { type, end_of_word_suffix: suffix, continuing_subword_prefix: prefix } = model;
  // Older files leave the type out.
  const isBpe = type === undefined || type === 'BPE';
  demand(isBpe, 'tokenizer-kind', `its model is ${quote(String(type))}, not BPE`);
  demand(suffix === '</w>', 'tokenizer-kind', 'its words do not end in </w>');
  demand(
    !prefix && !model.dropout && !model.byte_fallback && !model.ignore_merges,
    'tokenizer-kind',
    'it uses options of BPE that CLIP does not have',
  );
}

function readVocabulary(model: JsonObject): Map<string, number> {
  const { vocab } = model;
  demand(isObject(vocab), 'tokenizer-vocabulary', 'it has no vocabulary');
  const entries = Object.entries(vocab);
  demand(
    entries.length > 0 && entries.length <= MAX_TOKENS,
    'tokenizer-vocabulary',
    `its vocabulary has ${entries.length} tokens; from 1 to ${MAX_TOKENS} are read`,
  );
  return new Map(entries.map(([token, id]) => [token, readId(id, `the token ${quote(token)}`)]));
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
      isObject(token) && typeof token.content === 'string',
      'tokenizer-special-tokens',
      'an added token has no content',
    );
    const id = readId(token.id, `the added token ${quote(token.content)}`);
    const known = all.get(token.content) ?? id;
    demand(known === id, 'tokenizer-special-tokens', `${quote(token.content)} has two ids`);
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
        `merge ${rank} needs ${quote(symbol)}, which is not in the vocabulary`,
      );
      return id;
    });
    table.set(ids[0]!, ids[1]!, { rank, id: ids[2]! });
  });
  return table;
}

/** The token before and the token behind every caption, by the post-processor. */
function readBrackets(root: JsonObject): readonly unknown[] {
  const post = isObject(root.post_processor) ? root.post_processor : {};
  if (post.type === 'RobertaProcessing' || post.type === 'BertProcessing') {
    return [post.cls, post.sep].map((pair) => (Array.isArray(pair) ? pair[0] : undefined));
  }
  if (post.type !== 'TemplateProcessing' || !Array.isArray(post.single)) return [];
  return post.single
    .map((part: unknown) => {
      if (!isObject(part)) return undefined;
      return isObject(part.SpecialToken) ? part.SpecialToken.id : null;
    })
    .filter((name) => name !== null);
}

/**
 * Reads and checks the tokenizer.json of a CLIP.
 * @throws TokenizerError with the first problem found
 */
export function readTokenizerFile(json: string): TokenizerFile {
  const root = parseRoot(json);
  const { model } = root;
  checkModel(model);
  checkPipeline(root);
  const vocabulary = readVocabulary(model);
  const all = readAllTokens(root, vocabulary);
  const brackets = readBrackets(root);
  const [bosTokenId, eosTokenId] = brackets.map((name) => all.get(String(name)));
  demand(
    brackets.length === 2 &&
      bosTokenId !== undefined &&
      eosTokenId !== undefined &&
      bosTokenId !== eosTokenId,
    'tokenizer-special-tokens',
    'it does not put one token before and another behind every text',
  );
  return {
    vocabulary,
    merges: readMerges(model, vocabulary),
    bosTokenId,
    eosTokenId,
    vocabSize: all.size,
  };
}
