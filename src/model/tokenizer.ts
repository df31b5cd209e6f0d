import { quoteText } from '../math/showValue.ts';
import { byteSymbols, mergeSymbols, WORD_END } from './bpe.ts';
import { clipWords } from './clipWords.ts';
import { TokenizerError } from './tokenizerError.ts';
import { readTokenizerFile, type TokenizerFile } from './tokenizerFile.ts';

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

/** Captions as one table. */
export interface EncodedBatch {
  /** [B · length] row-major, padded with eos. */
  readonly tokens: Int32Array;
  /** T: tokens of the longest caption. */
  readonly length: number;
  /** [B] position of the first eos of each caption. */
  readonly eosPositions: Int32Array;
}

/** Far beyond what a text tower can see; keeps a pasted book from stalling the engine. */
const MAX_CHARACTERS = 10_000;
const MAX_CACHED_WORDS = 50_000;

const utf8 = new TextEncoder();

/**
 * Ids of a word before any merge: one a byte, the last with the end mark.
 * @returns the character that has no id, where there is one
 */
function symbolsOf(word: string, vocabulary: TokenizerFile['vocabulary']): number[] | string {
  const ids: number[] = [];
  let left = utf8.encode(word).length;
  for (const character of word) {
    for (const byte of utf8.encode(character)) {
      left -= 1;
      const id = vocabulary.get(byteSymbols[byte]! + (left === 0 ? WORD_END : ''));
      if (id === undefined) return character;
      ids.push(id);
    }
  }
  return ids;
}

function unknownSymbol(symbol: string, text: string): TokenizerError {
  return new TokenizerError(
    'unknown-symbol',
    `The model's vocabulary has no symbol for ${quoteText(symbol)} in the text ${quoteText(text)}.`,
    `Write the class name or template without ${quoteText(symbol)}, or use a model with a full vocabulary.`,
  );
}

/**
 * Reads tokenizer.json and makes the tokenizer it describes.
 * @throws TokenizerError if it is not the tokenizer of a CLIP, or damaged
 */
export function parseTokenizer(json: string): Tokenizer {
  const { vocabulary, merges, bosTokenId, eosTokenId, vocabSize } = readTokenizerFile(json);
  const cache = new Map<string, readonly number[]>();

  function encodeWord(word: string, text: string): readonly number[] {
    const known = cache.get(word);
    if (known) return known;
    const symbols = symbolsOf(word, vocabulary);
    if (typeof symbols === 'string') throw unknownSymbol(symbols, text);
    const ids = mergeSymbols(symbols, merges);
    if (cache.size >= MAX_CACHED_WORDS) cache.clear();
    cache.set(word, ids);
    return ids;
  }

  function encode(text: string, maxLength: number): Int32Array {
    if (text.length > MAX_CHARACTERS) {
      throw new TokenizerError(
        'text-too-long',
        `The text ${quoteText(text)} has ${text.length} characters; at most ${MAX_CHARACTERS} are read.`,
        `The model sees the first ${maxLength} tokens of a text: shorten it.`,
      );
    }
    const room = maxLength - 1;
    const ids = [bosTokenId];
    for (const word of clipWords(text)) {
      if (ids.length >= room) break;
      ids.push(...encodeWord(word, text));
    }
    return Int32Array.of(...ids.slice(0, room), eosTokenId);
  }

  return { vocabSize, bosTokenId, eosTokenId, encode };
}

/**
 * Captions as one table, cut to the longest of them, at most `maxLength`: the text tower is causal
 * and pooled at eos, so nothing behind eos can reach the embedding.
 * @throws TokenizerError 'unknown-symbol'
 */
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
