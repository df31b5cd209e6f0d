import { parseArgs } from 'node:util';
import { quoteText } from '../src/math/showValue.ts';
import { readSettingValue, type SettingValue } from '../src/protocol/namedSettings.ts';
import { UsageError } from './usageError.ts';

/** Of each flag, how many values it takes: none, one, or one each time it is given. */
export type FlagKinds = Readonly<Record<string, 'none' | 'one' | 'many'>>;

/** Of a list: a seed is a whole race. */
export const maxEntries = 100;

/**
 * Raw values by flag, in the order given; every surprise is an error.
 * @param argv without the program and the script
 * @throws UsageError for an unknown, repeated or valueless flag
 */
export function readFlags<Kinds extends FlagKinds>(
  argv: readonly string[],
  kinds: Kinds,
): Map<keyof Kinds & string, readonly string[]> {
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(
      Object.entries(kinds).map(([name, kind]) => [
        name,
        { type: kind === 'none' ? 'boolean' : 'string' },
      ]),
    ),
    strict: false,
    tokens: true,
  });
  const values = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind !== 'option') {
      const what = token.kind === 'positional' ? token.value : '--';
      throw new UsageError(`${quoteText(what)} was not expected: every value follows its flag.`);
    }
    const { name, rawName, value } = token;
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (!kind) {
      const known = Object.keys(kinds).map((flag) => `--${flag}`);
      throw new UsageError(
        `There is no flag ${quoteText(rawName)}; the flags are ${known.join(', ')}.`,
      );
    }
    if (values.has(name) && kind !== 'many') throw new UsageError(`--${name} is given twice.`);
    if (kind === 'none') {
      if (value !== undefined) throw new UsageError(`--${name} takes no value.`);
      values.set(name, []);
    } else {
      if (!value || (!token.inlineValue && value.startsWith('--'))) {
        throw new UsageError(`--${name} needs a value.`);
      }
      values.set(name, [...(values.get(name) ?? []), value]);
    }
  }
  return values;
}

export function wholeNumber(flag: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (/^0\d+$/.test(text) && value >= min && value <= max) {
    throw new UsageError(`${flag} must be written without zeros in front, not ${quoteText(text)}.`);
  }
  if (!/^\d+$/.test(text) || value < min || value > max) {
    throw new UsageError(
      `${flag} must be a whole number from ${min} to ${max}, not ${quoteText(text)}.`,
    );
  }
  return value;
}

export function list(flag: string, text: string): string[] {
  const items = text.split(',').map((item) => item.trim());
  if (items.length > maxEntries) {
    throw new UsageError(
      `${flag} has ${items.length} entries; at most ${maxEntries}, for each is work of minutes.`,
    );
  }
  if (items.includes('')) throw new UsageError(`${flag} has an empty entry: ${quoteText(text)}.`);
  const twice = items.find((item, i) => items.indexOf(item) !== i);
  if (twice !== undefined) throw new UsageError(`${flag} names ${quoteText(twice)} twice.`);
  return items;
}

export function oneOf<Name extends string>(
  flag: string,
  names: readonly Name[],
  text: string,
): Name {
  const choice = names.find((name) => name === text);
  if (!choice) throw new UsageError(`${flag} must be ${names.join(', ')}, not ${quoteText(text)}.`);
  return choice;
}

/** "lr=2e-4" as a name and a value. */
export function setting(flag: string, text: string): readonly [string, SettingValue] {
  const [, name, value] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new UsageError(
      `${flag} takes a setting and its value, as lr=2e-4, not ${quoteText(text)}.`,
    );
  }
  return [name.trim(), readSettingValue(value)];
}
