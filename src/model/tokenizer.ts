/** CLIP's byte-level BPE, as Hugging Face's fast tokenizer runs it. */

export interface Tokenizer {
  readonly vocabSize: number;
  readonly bosTokenId: number;
  readonly eosTokenId: number;
  /**
   * bos … eos, at most `maxLength` ids; a longer caption is cut and keeps its eos.
   * @throws TokenizerError 'unknown-symbol' naming the symbol: never a silent unknown token
   */
  encode(text: string, maxLength: number): Int32Array;
}

/** tokenizer.json cannot be used, or a text holds something outside its vocabulary. */
export class TokenizerError extends Error {
  override readonly name = 'TokenizerError';
  readonly code: string;
  readonly hint: string;

  constructor(code: string, message: string, hint: string) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}

const WORDS = /'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+/gu;
const KNOWN_PATTERN = "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+";
const WORD_END = '</w>';
const MAX_VOCABULARY = 100_000;
const MAX_TEXT = 10_000;

/** GPT-2's map of bytes to printable characters: 33–126, 161–172, 174–255 stay, the rest follow 255. */
const byteSymbols: readonly string[] = (() => {
  const printable = (b: number) => (b >= 33 && b <= 126) || (b >= 161 && b <= 172) || b >= 174;
  let next = 256;
  return Array.from({ length: 256 }, (_, b) => String.fromCharCode(printable(b) ? b : next++));
})();

function refuse(code: string, problem: string): never {
  throw new TokenizerError(
    code,
    `tokenizer.json cannot be used: ${problem}.`,
    "Take the tokenizer.json that belongs to the checkpoint; it must be CLIP's BPE.",
  );
}

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

function readVocabulary(model: Json): Map<string, number> {
  if (!isObject(model.vocab)) refuse('vocabulary', 'it has no vocabulary');
  const entries = Object.entries(model.vocab);
  if (entries.length === 0 || entries.length > MAX_VOCABULARY) {
    refuse('vocabulary', `its vocabulary has ${entries.length} tokens`);
  }
  const ids = new Set<number>();
  for (const [token, id] of entries) {
    if (!Number.isInteger(id) || (id as number) < 0 || (id as number) >= MAX_VOCABULARY) {
      refuse('vocabulary', `the token ${JSON.stringify(token)} has the id ${String(id)}`);
    }
    ids.add(id as number);
  }
  if (ids.size !== entries.length) refuse('vocabulary', 'two tokens share an id');
  return new Map(entries as [string, number][]);
}

function readMerges(model: Json): Map<string, number> {
  if (!Array.isArray(model.merges)) refuse('merges', 'it has no merges');
  const ranks = new Map<string, number>();
  for (const [rank, merge] of model.merges.entries()) {
    const pair = typeof merge === 'string' ? merge.split(' ') : merge;
    if (
      !Array.isArray(pair) ||
      pair.length !== 2 ||
      !pair.every((p) => typeof p === 'string' && p)
    ) {
      refuse('merges', `merge ${rank} is not a pair of symbols`);
    }
    ranks.set(pair.join(' '), rank);
  }
  return ranks;
}

/** The pattern is compared with the one we run; a pattern from a file is never compiled. */
function checkPattern(root: Json): void {
  const text = JSON.stringify(root.pre_tokenizer ?? null);
  const found = /"Regex":("(?:[^"\\]|\\.)*")/.exec(text);
  if (found && JSON.parse(found[1]!) !== KNOWN_PATTERN) {
    refuse('pattern', 'it splits words by another rule than CLIP');
  }
}

function specialId(root: Json, vocabulary: Map<string, number>, content: string): number {
  const added = Array.isArray(root.added_tokens) ? root.added_tokens : [];
  const token = added.find((entry) => isObject(entry) && entry.content === content);
  const id = isObject(token) ? token.id : vocabulary.get(content);
  if (!Number.isInteger(id)) refuse('special-tokens', `it has no ${content}`);
  return id as number;
}

/** One word → the symbols that are left when no merge applies any more. */
function mergeWord(word: string, ranks: ReadonlyMap<string, number>): string[] {
  let symbols = Array.from(new TextEncoder().encode(word), (byte) => byteSymbols[byte]!);
  symbols[symbols.length - 1] += WORD_END;
  for (;;) {
    let best = Number.POSITIVE_INFINITY;
    let pair: readonly [string, string] | null = null;
    for (let i = 0; i + 1 < symbols.length; i++) {
      const rank = ranks.get(`${symbols[i]} ${symbols[i + 1]}`);
      if (rank !== undefined && rank < best) {
        best = rank;
        pair = [symbols[i]!, symbols[i + 1]!];
      }
    }
    if (!pair) return symbols;
    const merged: string[] = [];
    for (let i = 0; i < symbols.length; i++) {
      const here = symbols[i] === pair[0] && symbols[i + 1] === pair[1];
      merged.push(here ? pair[0] + pair[1] : symbols[i]!);
      if (here) i += 1;
    }
    symbols = merged;
  }
}

/** @throws TokenizerError */
export function parseTokenizer(json: string): Tokenizer {
  let root: unknown;
  try {
    root = JSON.parse(json);
  } catch {
    refuse('json', 'it is not JSON');
  }
  if (!isObject(root) || !isObject(root.model)) refuse('json', 'it describes no model');
  const { model } = root;
  if (model.type !== undefined && model.type !== 'BPE')
    refuse('type', `its model is ${String(model.type)}, not BPE`);
  const vocabulary = readVocabulary(model);
  const ranks = readMerges(model);
  checkPattern(root);
  const bosTokenId = specialId(root, vocabulary, '<|startoftext|>');
  const eosTokenId = specialId(root, vocabulary, '<|endoftext|>');
  const words = new Map<string, readonly number[]>();

  function idsOf(word: string): readonly number[] {
    const known = words.get(word);
    if (known) return known;
    const ids = mergeWord(word, ranks).map((symbol) => {
      const id = vocabulary.get(symbol);
      if (id !== undefined) return id;
      throw new TokenizerError(
        'unknown-symbol',
        `The model's vocabulary cannot write ${JSON.stringify(symbol.replace(WORD_END, ''))} in "${word}".`,
        'Reword the prompt with symbols the vocabulary knows (this model: see its card).',
      );
    });
    words.set(word, ids);
    return ids;
  }

  let largest = Math.max(bosTokenId, eosTokenId);
  for (const id of vocabulary.values()) largest = Math.max(largest, id);
  return {
    vocabSize: largest + 1,
    bosTokenId,
    eosTokenId,
    encode(text, maxLength) {
      const clean = text.slice(0, MAX_TEXT).normalize('NFC').replace(/\s+/gu, ' ').toLowerCase();
      const ids: number[] = [];
      for (const word of clean.match(WORDS) ?? []) {
        ids.push(...idsOf(word));
        if (ids.length >= maxLength) break;
      }
      return Int32Array.of(bosTokenId, ...ids.slice(0, maxLength - 2), eosTokenId);
    },
  };
}

export interface EncodedBatch {
  /** [B · length] row-major, padded with eos. */
  readonly tokens: Int32Array;
  /** Tokens of the longest caption. */
  readonly length: number;
  /** [B] */
  readonly eosPositions: Int32Array;
}

/** Captions as one table, cut to the longest: nothing after eos reaches the pooled state. */
export function encodeBatch(
  tokenizer: Tokenizer,
  texts: readonly string[],
  maxLength: number,
): EncodedBatch {
  const rows = texts.map((text) => tokenizer.encode(text, maxLength));
  const length = rows.reduce((longest, row) => Math.max(longest, row.length), 0);
  const tokens = new Int32Array(rows.length * length).fill(tokenizer.eosTokenId);
  rows.forEach((row, i) => {
    tokens.set(row, i * length);
  });
  return { tokens, length, eosPositions: Int32Array.from(rows, (row) => row.length - 1) };
}
