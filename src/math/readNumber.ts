/** What a number may be. */
export interface NumberLimits {
  readonly min?: number;
  readonly max?: number;
  readonly whole?: boolean;
}

export interface NumberReading {
  readonly value: number;
  /** What the same text means elsewhere, where that would do as well. */
  readonly other?: number;
}

/** Marks of direction, joiners, byte order: nothing that is seen. */
const invisible = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const isDigit = (sign: string) => /^\p{Nd}$/u.test(sign);

/** The decimal digits of any script as 0-9. Unicode keeps each script's ten in a row from its 0. */
function plainDigit(sign: string): string {
  const code = sign.codePointAt(0)!;
  let before = 0;
  while (isDigit(String.fromCodePoint(code - before - 1))) before += 1;
  return String(before % 10);
}

const plain = (text: string): string =>
  text
    .replace(invisible, '')
    .replace(/[⁺⁻]?[⁰¹²³⁴-⁹]+/g, (power) => `^${power}`)
    .normalize('NFKC')
    .replace(/\p{Nd}/gu, plainDigit)
    .replace(/[−‐-―]/g, '-')
    .replace(/[٬’‘`´]/g, "'")
    .replace(/\s/g, ' ')
    .trim();

const accepts = (value: number, { min, max, whole }: NumberLimits) =>
  value >= (min ?? -Number.MAX_VALUE) &&
  value <= (max ?? Number.MAX_VALUE) &&
  !(whole && value % 1 !== 0);

/** Digits with separators as what they may mean, as decimal texts: the likelier one first. */
function meanings(digits: string, limits: NumberLimits): string[] {
  const joined = digits.replaceAll(/[ ']/g, '');
  if (joined !== digits) {
    return /^\d{1,3}(([ '])\d{3})(\2\d{3})*([.,٫]\d*)?$/.test(digits)
      ? meanings(joined, {}).slice(0, 1)
      : [];
  }
  if (/^\d+$/.test(digits)) return [digits];
  // 1.000.000 or 1,000,000.5: one sign groups thousands, the other one may follow once.
  const grouped = /^\d{1,3}([.,])\d{3}(\1\d{3})*([.,٫]\d*)?$/.exec(digits);
  const decimal = /^(\d+[.,٫]?\d*|[.,٫]\d+)$/.test(digits) ? [digits.replace(/[,٫]/, '.')] : [];
  if (!grouped || digits.startsWith('0') || grouped[3]?.startsWith(grouped[1]!)) return decimal;
  const thousands = [digits.replaceAll(grouped[1]!, '').replace(/[,٫]/, '.')];
  return limits.whole ? [...thousands, ...decimal] : [...decimal, ...thousands];
}

/**
 * A number as people type it: 0.0005, 0,0005, 5e-4, 5·10^-4, 5×10⁻⁴, 1.000,5, 1 000, 1'000, and the
 * digits of any script. "1,000" and "1.000" are a thousand where a whole number is asked for and one
 * elsewhere; `other` tells where the second reading would fit the limits too.
 *
 * @returns null for anything else: no number, none that a double holds
 */
export function readNumber(text: string, limits: NumberLimits = {}): NumberReading | null {
  const typed = plain(text);
  const [, sign, mantissa, e, power] =
    /^([+-]?)([\d.,٫ ']+?)(?:e([+-]?\d{1,3})| ?[·⋅∙•*x×] ?10 ?(?:\^|\*\*) ?([+-]?\d{1,3}))?$/i.exec(
      typed,
    ) ??
    /^([+-]?)(1)0(e)?(?:\^|\*\*) ?([+-]?\d{1,3})$/.exec(typed) ??
    [];
  if (mantissa === undefined) return null;
  const values = meanings(mantissa, limits)
    .map((digits) => Number(`${sign}${digits}e${e ?? power ?? 0}`))
    .filter((value) => Number.isFinite(value) && (value !== 0 || !/[1-9]/.test(mantissa)));
  const fitting = values.filter((value) => accepts(value, limits));
  const [value, other] = fitting.length > 0 ? fitting : values;
  if (value === undefined) return null;
  return fitting.length > 1 && other !== value ? { value, other: other! } : { value };
}
