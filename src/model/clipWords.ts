/** Letters in a row, one digit, or other visible characters in a row; English contractions first. */
const WORD = /'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\p{White_Space}\p{L}\p{N}]+/gu;

/**
 * Splits a caption into the words that CLIP's byte-pair encoding works on: NFC, lower case, then
 * the pattern of its tokenizer.json; white space only separates. What looks like a special token is
 * text like any other.
 *
 * As the Rust tokenizer does it, not as JavaScript would: a sigma has one small form everywhere,
 * U+0085 is white space and U+FEFF is not.
 *
 * Source: tokenizer.json of openai/clip-vit-base-patch32, normalizer and pre_tokenizer.
 */
export function clipWords(text: string): readonly string[] {
  const plain = text.normalize('NFC').replaceAll('Σ', 'σ').toLowerCase();
  return plain.match(WORD) ?? [];
}
