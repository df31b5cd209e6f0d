import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import {
  boolean,
  integer,
  list,
  number,
  object,
  oneOf,
  readBy,
  record,
  text,
  tuple,
  visibleText,
} from '../../../src/io/schema.ts';

const problemOf = (schema: v.GenericSchema<unknown, unknown>, value: unknown, name?: string) => {
  try {
    readBy(
      schema,
      value,
      (problem) => {
        throw new RangeError(problem);
      },
      name,
    );
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError);
    return (error as RangeError).message;
  }
  return null;
};

const point = object({ x: number(0, 1), note: v.exactOptional(text(3)) });

describe('says where and what', () => {
  test.each<[v.GenericSchema<unknown, unknown>, unknown, string]>([
    [point, null, 'it must be an object, not null'],
    [point, [], 'it must be an object, not a list'],
    [point, {}, 'x must be a number from 0 to 1, but is missing'],
    [point, { x: 2 }, 'x must be a number from 0 to 1, not 2'],
    [point, { x: Number.NaN }, 'x must be a number from 0 to 1, not NaN'],
    [point, { x: { toString: 1 } }, 'x must be a number from 0 to 1, not an object'],
    [point, { x: 0, note: 'long' }, 'note is longer than 3 characters'],
    [list(point, 2), [{ x: 0 }, { x: '0' }], '[1].x must be a number from 0 to 1, not "0"'],
    [list(point, 2), new Array(3), 'it has more than 2 entries'],
    [list(point, 2, 1), [], 'it must be a non-empty list'],
    [integer(1, 9), 1.5, 'it must be a whole number from 1 to 9, not 1.5'],
    [text(9, 1), '', 'it is empty'],
    [visibleText, '\u200b \u202e', 'it must be a non-empty text, not "\\u200b \\u202e"'],
    [boolean, 1, 'it must be true or false, not 1'],
    [oneOf(['a', 'b']), 'constructor', 'it must be one of a, b, not "constructor"'],
    [tuple([boolean, boolean], 'two answers'), [true], 'it must be a list of two answers'],
    [record(text(2), boolean), { 'ab\u202ec': true }, 'abc is longer than 2 characters'],
  ])('%#: %j', (schema, value, problem) => expect(problemOf(schema, value)).toBe(problem));

  test('after the name of the whole', () =>
    expect(problemOf(list(point, 9), [{}], 'points')).toMatch(/^points\[0\]\.x must be/));
});

describe('reads', () => {
  test('known fields into a fresh object, and leaves what is absent absent', () => {
    const given = { x: 1, more: 1 };
    const read = readBy(point, given, () => expect.unreachable());
    expect(read).toStrictEqual({ x: 1 });
    expect(read).not.toBe(given);
  });

  test('own fields only', () => {
    const smuggled = JSON.parse('{"__proto__": {"x": 0}}');
    expect(problemOf(point, smuggled)).toMatch(/^x must be .* missing$/);
    expect(problemOf(point, Object.create({ x: 0 }))).toMatch(/^x must be .* missing$/);
  });

  test.each(['__proto__', 'constructor', 'prototype'])('no free key %s', (name) =>
    expect(problemOf(record(text(20), boolean), JSON.parse(`{"${name}": true}`))).toMatch(
      /forbidden/,
    ),
  );

  test('of a list that is too long nothing but its length', () => {
    const endless = new Proxy([], {
      get: (list, key) => (key === 'length' ? 2 ** 32 - 1 : Reflect.get(list, key)),
    });
    expect(problemOf(list(boolean, 10), endless)).toMatch(/more than 10 entries/);
  });
});
