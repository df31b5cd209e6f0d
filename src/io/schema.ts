import * as v from 'valibot';
import { cutText, showValue } from '../math/showValue.ts';
import { fieldOf, isJsonObject } from './parseJsonObject.ts';

/**
 * The words and limits of everything that is read from a file: valibot's schemas with messages that
 * end a sentence which begins with the place, "splits[0].count must be a whole number from 1 to 9, not 0".
 */
export const mustBe =
  (demand: string) =>
  ({ input }: v.BaseIssue<unknown>): string =>
    `must be ${demand}, ${input === undefined ? 'but is missing' : `not ${showValue(input)}`}`;

/** "splits[0].count". Keys come from the file, and are shown as such. */
function placeOf(name: string, { path }: v.BaseIssue<unknown>): string {
  const keys = (path ?? []).map(({ key }) =>
    typeof key === 'number' ? `[${key}]` : `.${cutText(String(key))}`,
  );
  return [name, ...keys].join('').replace(/^\./, '') || 'it';
}

/**
 * A fresh value as the schema promises it.
 *
 * @param refuse throws the first problem, a sentence without its full stop
 * @param name   what the value is called, where it is part of something
 */
export function readBy<Output>(
  schema: v.GenericSchema<unknown, Output>,
  value: unknown,
  refuse: (problem: string) => never,
  name = '',
): Output {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  return refuse(`${placeOf(name, issue)} ${issue.message}`);
}

const plainObject = v.custom<Record<string, unknown>>(isJsonObject, mustBe('an object'));

/** Known fields of a plain object, its own ones only; other fields are left behind. */
export const object = <const Entries extends v.ObjectEntries>(entries: Entries) => {
  const names = Object.keys(entries);
  return v.pipe(
    plainObject,
    v.transform((given): unknown => {
      const fields = names.map((name) => [name, fieldOf(given, name)] as const);
      // What may be absent stays absent; what may not is missed by its own schema, in its own words.
      return Object.fromEntries(
        fields.filter(
          ([name, value]) => value !== undefined || entries[name]!.type !== 'exact_optional',
        ),
      );
    }),
    v.object(entries),
  );
};

/** Names that reach into what all objects share; valibot's `record` would pass over them. */
const reaching = ['__proto__', 'constructor', 'prototype'];

/** A plain object whose keys are of the file's choosing. */
export const record = <Key extends v.GenericSchema<string>, Value extends v.GenericSchema>(
  key: Key,
  value: Value,
) =>
  v.pipe(
    plainObject,
    v.check(
      (given) => !reaching.some((name) => Object.hasOwn(given, name)),
      'has a field with a forbidden name',
    ),
    v.record(key, value),
  );

/** A list of `shortest` to `longest` entries; its length is looked at first. */
export const list = <Item extends v.GenericSchema>(item: Item, longest: number, shortest = 0) =>
  v.pipe(
    v.custom<unknown[]>(Array.isArray, mustBe(shortest > 0 ? 'a non-empty list' : 'a list')),
    v.minLength(shortest, 'must be a non-empty list'),
    v.maxLength(longest, `has more than ${longest} entries`),
    v.array(item),
  );

/** A list of as many entries as there are items; `what` names it: "three numbers". */
export const tuple = <const Items extends v.TupleItems>(items: Items, what: string) => {
  const demand = `must be a list of ${what}`;
  return v.pipe(
    v.custom<unknown[]>(Array.isArray, demand),
    v.length(items.length, demand),
    v.tuple(items),
  );
};

/** As it stands in the file: it is shown as text. */
export const text = (longest: number, shortest = 0) =>
  v.pipe(
    v.string(mustBe('a text')),
    v.minLength(shortest, 'is empty'),
    v.maxLength(longest, `is longer than ${longest} characters`),
  );

/** A text in which something can be seen: not only blanks, controls and marks. */
export const visibleText = v.pipe(
  v.string(mustBe('a non-empty text')),
  v.regex(/[^\p{C}\p{Z}]/u, mustBe('a non-empty text')),
);

export const number = (min: number, max: number) => {
  const demand = mustBe(`a number from ${min} to ${max}`);
  return v.pipe(v.number(demand), v.minValue(min, demand), v.maxValue(max, demand));
};

export const integer = (min: number, max: number) => {
  const demand = mustBe(`a whole number from ${min} to ${max}`);
  return v.pipe(
    v.number(demand),
    v.integer(demand),
    v.minValue(min, demand),
    v.maxValue(max, demand),
  );
};

export const boolean = v.boolean(mustBe('true or false'));

export const oneOf = <const Known extends readonly string[]>(known: Known) =>
  v.picklist(known, mustBe(`one of ${known.join(', ')}`));
