import type { Rng } from '../math/rng.ts';
import type { TokenBatch } from '../model/clip.ts';
import * as tf from '../ops/tf.ts';

/**
 * Every class × template caption, tokenised once. Rows are class-major: class k, template p is row
 * k·P + p. Nothing after EOS can reach the pooled state of a causal tower, so a batch is cut to its
 * longest caption without changing a number.
 */
export interface PromptBank {
  readonly classCount: number;
  readonly templateCount: number;
  /** The captions of these rows, cut to the longest among them. The caller disposes the tensors. */
  take(rows: ArrayLike<number>): TokenBatch;
  /** All captions, class-major. */
  all(): TokenBatch;
  /**
   * Texts of random tokens between the beginning and the end of a caption.
   * @param length     tokens in each, beginning and end not counted
   * @param vocabulary ids to draw from: 0 … vocabulary − 1, but for beginning and end
   */
  random(rng: Rng, count: number, length: number, vocabulary: number): TokenBatch;
}

/** Token rows padded to one length, as encodeBatch of the tokenizer returns them. */
export interface TokenTable {
  readonly tokens: Int32Array;
  readonly length: number;
  readonly eosPositions: Int32Array;
}

export function promptBankFrom(
  table: TokenTable,
  classCount: number,
  templateCount: number,
): PromptBank {
  const take = (rows: ArrayLike<number>): TokenBatch => {
    const eosPositions = Int32Array.from(rows, (row) => table.eosPositions[row]!);
    const length = eosPositions.reduce((longest, eos) => Math.max(longest, eos + 1), 1);
    const tokens = new Int32Array(rows.length * length);
    for (let i = 0; i < rows.length; i++) {
      const start = rows[i]! * table.length;
      tokens.set(table.tokens.subarray(start, start + length), i * length);
    }
    return {
      tokens: tf.tensor2d(tokens, [rows.length, length], 'int32'),
      eosPositions: tf.tensor1d(eosPositions, 'int32'),
    };
  };
  const every = Array.from({ length: classCount * templateCount }, (_, row) => row);
  const random = (rng: Rng, count: number, length: number, vocabulary: number): TokenBatch => {
    const [first, last] = [table.tokens[0]!, table.tokens[table.eosPositions[0]!]!];
    const word = (): number => {
      const id = rng.below(vocabulary);
      return id === first || id === last ? word() : id;
    };
    const row = () => [first, ...Array.from({ length }, word), last];
    const tokens = Array.from({ length: count }, row).flat();
    return {
      tokens: tf.tensor2d(tokens, [count, length + 2], 'int32'),
      eosPositions: tf.tensor1d(new Int32Array(count).fill(length + 1), 'int32'),
    };
  };
  return { classCount, templateCount, take, all: () => take(every), random };
}
