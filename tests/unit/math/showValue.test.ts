import { describe, expect, test } from 'vitest';
import { cutText, quoteText, showValue } from '../../../src/math/showValue.ts';

describe('what a message repeats of a file', () => {
  test('is in quotes and cut, whatever its length', () => {
    expect(quoteText('cat "x"')).toBe('"cat \\"x\\""');
    expect(quoteText('a'.repeat(1_000_000))).toBe(`"${'a'.repeat(60)}…"`);
    expect(quoteText('a'.repeat(1_000_000), 5)).toBe('"aaaaa…"');
  });

  test('never cuts a character in two', () => {
    expect(quoteText('😀😀', 3)).toBe('"😀…"');
    expect(cutText('😀😀', 3)).toBe('😀…');
  });

  test('shows what cannot be seen', () => {
    expect(quoteText('a\u202egpj\u0000\u200b\u2028\u{e0001}')).toBe(
      '"a\\u202egpj\\u0000\\u200b\\u2028\\udb40\\udc01"',
    );
    expect(cutText('evil\u202egpj.\u0000bin')).toBe('evilgpj.bin');
    expect(cutText('\u200b\u202e')).toBe('');
  });

  test.each<[unknown, string]>([
    ['text', '"text"'],
    [2.5, '2.5'],
    [null, 'null'],
    [true, 'true'],
    [undefined, 'missing'],
    [[1, 2], 'a list'],
    [{ toString: 1 }, 'an object'],
    [JSON.parse('{"__proto__":{"toString":null}}'), 'an object'],
    [Object.create(null), 'an object'],
  ])('shows %j', (value, shown) => expect(showValue(value)).toBe(shown));
});
