import { describe, expect, test } from 'vitest';
import {
  candidatesFor,
  choiceNamed,
  kindOf,
  LARGE,
  nameOfChoice,
  portableChoice,
  softwareChoice,
} from '../../../src/ops/webgpu/tiles.ts';

const able = { subgroups: true };

describe('the kind of a product', () => {
  test('is its mode, unless it gives very many numbers', () => {
    expect(kindOf({ mode: 'NT', K: 128, N: 512 }, 2368)).toBe('rows');
    expect(kindOf({ mode: 'NN', K: 512, N: 128 }, 2368)).toBe('rows');
    expect(kindOf({ mode: 'TN', K: 512, N: 128 }, 2368)).toBe('columns');
    expect(kindOf({ mode: 'NT', K: 4, N: 512 }, LARGE / 512 - 1)).toBe('rows');
    expect(kindOf({ mode: 'NT', K: 4, N: 512 }, LARGE / 512)).toBe('large');
  });

  test('of a gradient of weights does not depend on how long its sums are', () => {
    const product = { mode: 'TN', K: 768, N: 3072 } as const;
    expect(kindOf(product, 4)).toBe('large');
    expect(kindOf({ ...product, K: 512, N: 128 }, 1e6)).toBe('columns');
  });
});

describe('the name of a choice', () => {
  const { rows, columns, large } = candidatesFor(able);
  const all = rows.flatMap((a) =>
    columns.flatMap((b) => large.map((c) => ({ rows: a, columns: b, large: c }))),
  );

  test('says all of it', () => {
    for (const choice of all) expect(choiceNamed(nameOfChoice(choice), able)).toEqual(choice);
    expect(new Set(all.map(nameOfChoice)).size).toBe(all.length);
  });

  test('is as short as it can be', () => {
    expect(nameOfChoice(softwareChoice(able))).toBe('quads-16x1 / quads-16x2');
    expect(nameOfChoice(portableChoice)).toBe('registers-8x2 / registers-8x2-sliced');
    expect(nameOfChoice({ rows: 'quads-8x2', columns: 'quads-8x2', large: 'shared-64x64' })).toBe(
      'quads-8x2 / quads-8x2 / shared-64x64',
    );
  });

  test.each([
    ['a tile of another version', 'quads-9x9'],
    ['one part too many', 'quads-8x2 / quads-8x2 / quads-8x2 / quads-8x2'],
    ['nothing', ''],
    ['no text', null],
  ])('is none: %s', (_, name) => {
    expect(choiceNamed(name, able)).toBeNull();
  });

  test('is none where the device cannot run it', () => {
    expect(
      choiceNamed('registers-8x2 / registers-8x2 / quads-8x2', { subgroups: false }),
    ).toBeNull();
  });
});
