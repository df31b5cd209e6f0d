import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readNumber } from '../../../src/math/readNumber.ts';

describe('a number as people type it', () => {
  test.each([
    ['0.0005', 0.0005],
    ['0,0005', 0.0005],
    [',5', 0.5],
    ['5.', 5],
    ['-0,5', -0.5],
    ['−3', -3],
    ['+3', 3],
    [' 7 ', 7],
    ['5e-4', 0.0005],
    ['5E−4', 0.0005],
    ['5,5e-4', 0.00055],
    ['5·10^-4', 0.0005],
    ['5 * 10**-4', 0.0005],
    ['5×10⁻⁴', 0.0005],
    ['5x10^-4', 0.0005],
    ['10^-4', 0.0001],
    ['10⁻⁴', 0.0001],
    ['1.000,5', 1000.5],
    ['1,000.5', 1000.5],
    ['1.000.000', 1e6],
    ['1,234,567.25', 1234567.25],
    ['1 000', 1000],
    ['1\u202f000,5', 1000.5],
    ["12'000", 12000],
    ['12’000.5', 12000.5],
    ['0,500', 0.5],
    ['٠٫٠٠٠٥', 0.0005],
    ['۰٫۵', 0.5],
    ['١٬٠٠٠', 1000],
    ['\u200f٧\u200e', 7],
    ['０．５', 0.5],
    ['१२', 12],
    ['𝟝𝟘', 50],
    ['\ufeff8', 8],
  ])('%s is %d', (text, value) => expect(readNumber(text)).toEqual({ value }));

  test.each(
    'abc|1..5|1,2,3|1.2.3|1,0000,000|0x10|Infinity|NaN|1/3|½|5²|5 %|1_000|10-4|1 00|1 0000|--1|e5|1e999|1e-999|5·11^2|1e5.5|,|.|-|1,000,00.5|1.000,000.5'.split(
      '|',
    ),
  )('%s is none', (text) => expect(readNumber(text)).toBeNull());

  test('nothing and what cannot be seen is none', () => {
    for (const text of ['', '  ', '\u200b']) expect(readNumber(text)).toBeNull();
  });

  test.each(['1,000', '1.000'])('%s may be one or a thousand: it is told', (text) => {
    expect(readNumber(text)).toEqual({ value: 1, other: 1000 });
    expect(readNumber(text, { whole: true })).toEqual({ value: 1000, other: 1 });
    expect(readNumber(text, { max: 10 })).toEqual({ value: 1 });
    expect(readNumber(text, { whole: true, min: 2 })).toEqual({ value: 1000 });
    expect(readNumber(text, { min: 2000 })).toMatchObject({ value: 1 });
  });

  test('every double reads back from its own text, with a comma, and in other digits', () =>
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = String(value);
        const arabic = text
          .replace('.', '٫')
          .replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)));
        const target = Object.is(value, -0) ? 0 : value;
        expect(readNumber(text)?.value).toBe(target);
        expect(readNumber(text.replace('.', ','))?.value).toBe(target);
        expect(readNumber(arabic)?.value).toBe(target);
      }),
      { seed: 17 },
    ));
});
