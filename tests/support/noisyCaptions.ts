import fc from 'fast-check';

/** Text of every kind of writing, whole and broken. */
export const noise = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      'a',
      'b',
      'aa',
      'ab',
      'th',
      'the ',
      "'s",
      "'S",
      "'ll",
      '!',
      '!!!',
      ' ',
      '\n',
      '9',
      '½',
      '٣',
    ),
    fc.constantFrom(
      'é',
      'e\u0301',
      'É',
      '😀',
      '👩‍👩‍👧',
      'ß',
      'ẞ',
      'İ',
      '中',
      'أ',
      'ー',
      '\u200b',
      '_',
      '\\',
      '"',
      '\u0000',
    ),
    fc.string({ unit: 'binary', maxLength: 2 }),
  ),
  maxLength: 24,
});

/** Captions of words that a tokenizer.json knows, with such text between them. */
export function captionsOf(tokenizerJson: string, between: fc.Arbitrary<string>) {
  const words = Object.keys(JSON.parse(tokenizerJson).model.vocab)
    .map((token) => token.replace('</w>', ''))
    .filter((token) => /^[a-z0-9]+$/.test(token));
  const part = fc.oneof(fc.constantFrom(...words), fc.constantFrom(' ', '-', ', '), between);
  return fc.array(part, { maxLength: 12 }).map((parts) => parts.join(' '));
}
