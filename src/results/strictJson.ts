import { RunFileError } from './runFileError.ts';

/**
 * Readers of untrusted values. Each takes a value and the words for where it stands, gives back a
 * fresh value of the promised type, and throws a RunFileError that names the place.
 */
export type Reader<Value> = (value: unknown, where: string) => Value;

export function refuse(where: string, demand: string): never {
  throw new RunFileError('damaged-file', `The run is damaged: ${where} ${demand}.`);
}

const forbidden = ['__proto__', 'constructor', 'prototype'];

/** A plain object without keys that could reach into others. */
export function fields(value: unknown, where: string): ReadonlyMap<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse(where, 'is not an object');
  }
  const entries = Object.entries(value);
  for (const [key] of entries) {
    if (forbidden.includes(key)) refuse(where, `has a field "${key}"`);
  }
  return new Map(entries);
}

export const text =
  (longest: number, shortest = 0): Reader<string> =>
  (value, where) => {
    if (typeof value !== 'string') return refuse(where, 'is not a text');
    if (value.length < shortest) refuse(where, 'is empty');
    if (value.length > longest) refuse(where, `is longer than ${longest} characters`);
    return value;
  };

export const number =
  (min: number, max: number): Reader<number> =>
  (value, where) => {
    if (typeof value !== 'number' || !(value >= min && value <= max)) {
      return refuse(where, `is no number from ${min} to ${max}`);
    }
    return value;
  };

export const integer =
  (min: number, max: number): Reader<number> =>
  (value, where) => {
    const read = number(min, max)(value, where);
    return Number.isInteger(read) ? read : refuse(where, 'is no whole number');
  };

/** JSON has no NaN: null stands for "no data". */
export const numberOrNaN =
  (min: number, max: number): Reader<number> =>
  (value, where) =>
    value === null || Number.isNaN(value) ? Number.NaN : number(min, max)(value, where);

export const boolean: Reader<boolean> = (value, where) =>
  typeof value === 'boolean' ? value : refuse(where, 'is neither true nor false');

export const oneOf =
  <const Value extends string>(...values: readonly Value[]): Reader<Value> =>
  (value, where) =>
    values.find((known) => known === value) ?? refuse(where, `is none of ${values.join(', ')}`);

export const list =
  <Item>(read: Reader<Item>, longest: number): Reader<Item[]> =>
  (value, where) => {
    if (!Array.isArray(value)) return refuse(where, 'is not a list');
    if (value.length > longest) refuse(where, `has more than ${longest} entries`);
    return value.map((item, i) => read(item, `${where}, entry ${i + 1},`));
  };

export const orNull =
  <Value>(read: Reader<Value>): Reader<Value | null> =>
  (value, where) =>
    value === null ? null : read(value, where);

/** An optional field: absent stays absent. */
export const optional = <Value, Name extends string>(
  known: ReadonlyMap<string, unknown>,
  name: Name,
  read: Reader<Value>,
): { [Key in Name]?: Value } => {
  const value = known.get(name);
  return value === undefined ? {} : ({ [name]: read(value, name) } as { [Key in Name]?: Value });
};
