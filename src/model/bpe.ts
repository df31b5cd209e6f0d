/**
 * GPT-2's table of bytes as printable characters: 33–126, 161–172 and 174–255 stand for themselves,
 * the others, in their order, for the characters from 256 on.
 *
 * Source: Radford et al. 2019, bytes_to_unicode of the GPT-2 release.
 */
export const byteSymbols: readonly string[] = (() => {
  const printable = (b: number) => (b >= 33 && b <= 126) || (b >= 161 && b <= 172) || b >= 174;
  let next = 256;
  return Array.from({ length: 256 }, (_, b) => String.fromCharCode(printable(b) ? b : next++));
})();

/** Marks the last symbol of a word. */
export const WORD_END = '</w>';

/** What a pair of token ids becomes, and how early: the lowest rank is merged first. */
export interface Merge {
  readonly rank: number;
  readonly id: number;
}

/** Merges by pair of ids. */
export class MergeTable {
  readonly #merges = new Map<number, Merge>();
  readonly #stride: number;

  /** @param stride larger than every id */
  constructor(stride: number) {
    this.#stride = stride;
  }

  get(left: number, right: number): Merge | undefined {
    return this.#merges.get(left * this.#stride + right);
  }

  /** The last of two merges of one pair counts, as in the reference. */
  set(left: number, right: number, merge: Merge): void {
    this.#merges.set(left * this.#stride + right, merge);
  }
}

/**
 * Byte-pair encoding of one word: while any neighbours can be merged, merges the pair of the lowest
 * rank, the leftmost of equals.
 *
 * @param symbols ids of the word's symbols; overwritten
 * @returns the same list, shorter
 *
 * Source: Sennrich et al. 2016, arXiv:1508.07909, alg. 1.
 */
export function mergeSymbols(symbols: number[], table: MergeTable): number[] {
  const mergeAt = (i: number) =>
    i >= 0 && i + 1 < symbols.length ? table.get(symbols[i]!, symbols[i + 1]!) : undefined;
  const merges = symbols.map((_, i) => mergeAt(i));
  for (;;) {
    let best: Merge | undefined;
    let at = -1;
    for (let i = 0; i < merges.length; i++) {
      const merge = merges[i];
      if (merge && (!best || merge.rank < best.rank)) [best, at] = [merge, i];
    }
    if (!best) return symbols;
    symbols.splice(at, 2, best.id);
    merges.splice(at, 2, mergeAt(at));
    if (at > 0) merges[at - 1] = mergeAt(at - 1);
  }
}
