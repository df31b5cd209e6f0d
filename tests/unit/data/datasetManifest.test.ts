import { describe, expect, test } from 'vitest';
import { DatasetError } from '../../../src/data/datasetError.ts';
import { parseDatasetManifest } from '../../../src/data/datasetManifest.ts';
import { LabError } from '../../../src/protocol/labError.ts';
import { type Damaged, damagedJson, makeManifest } from './manifestFixture.ts';

test('returns exactly what a sound manifest says', () => {
  expect(parseDatasetManifest(JSON.stringify(makeManifest()))).toEqual(makeManifest());
});

test('drops fields it does not know', () => {
  const json = damagedJson(makeManifest(), (m) => {
    m.surprise = 1;
    m.splits[0].surprise = 1;
  });
  expect(parseDatasetManifest(json)).toEqual(makeManifest());
});

describe('refuses', () => {
  const cases: readonly (readonly [string, (m: Damaged) => void, RegExp])[] = [
    ['a label column shorter than its count', (m) => m.splits[0].labels.pop(), /labels has 2/],
    ['an icon column longer than its count', (m) => m.splits[1].icons.push('x'), /icons has 3/],
    ['a label out of range', (m) => (m.splits[0].labels[1] = 2), /from 0 to 1, not 2/],
    ['a negative label', (m) => (m.splits[0].labels[1] = -1), /not -1/],
    ['a fractional label', (m) => (m.splits[0].labels[1] = 0.5), /not 0.5/],
    ['a set index out of range', (m) => (m.splits[2].sets[0] = 3), /from 0 to 2/],
    ['an unknown role', (m) => (m.splits[2].role = 'test'), /train, val, id, ood/],
    ['an inherited name as a role', (m) => (m.splits[2].role = 'constructor'), /role must be/],
    ['two train splits', (m) => (m.splits[2].role = 'train'), /one train split, not 2/],
    ['no ID test split', (m) => (m.splits[1].role = 'ood'), /one ID test split, not 0/],
    ['two splits of one id', (m) => (m.splits[2].id = 'test'), /split "test" appears twice/],
    ['two classes of one name', (m) => (m.classNames[1] = 'cat'), /class "cat" appears twice/],
    ['a single class', (m) => (m.classNames = ['cat']), /two classes/],
    ['a template without a hole', (m) => m.templates.push('a drawing'), /"a drawing" has no/],
    ['a path that leaves its folder', (m) => (m.files[0].path = '../images.pack'), /plain file/],
    ['a parent folder as a file', (m) => (m.files[0].path = '..'), /plain file/],
    ['a digest that is none', (m) => (m.files[0].sha256 = 'abc'), /64 lower-case/],
    ['an empty file', (m) => (m.files[0].bytes = 0), /files\[0\]\.bytes/],
    ['no image pack', (m) => (m.files[0].path = 'other.pack'), /must list images\.pack/],
    ['another format', (m) => (m.format = 2), /format must be/],
    ['no version', (m) => delete m.version, /version must be a non-empty text/],
    ['no splits', (m) => (m.splits = []), /splits must be a non-empty list/],
    ['a script as a link', (m) => (m.sets[0].url = 'javascript:alert(1)'), /https/],
  ];
  test.each(cases)('%s', (_, damage, message) => {
    const json = damagedJson(makeManifest(), damage);
    expect(() => parseDatasetManifest(json)).toThrow(DatasetError);
    expect(() => parseDatasetManifest(json)).toThrow(message);
  });

  test('more pixels than 1 GiB', () => {
    const json = damagedJson(makeManifest(), (m) => {
      const count = 400;
      const column = (value: unknown) => Array.from({ length: count }, () => value);
      m.imageSize = 1024;
      Object.assign(m.splits[0], {
        count,
        labels: column(0),
        sets: column(0),
        icons: column('cat'),
      });
    });
    expect(() => parseDatasetManifest(json)).toThrow(/1 GiB/);
  });

  test.each(['', '{', '[]', 'null', '"text"', '<!doctype html>'])('%j instead of JSON', (json) => {
    expect(() => parseDatasetManifest(json)).toThrow(DatasetError);
  });

  test('fields smuggled in by __proto__, and leaves Object alone', () => {
    const { id, ...rest } = makeManifest();
    const json = `{"__proto__": {"id": "${id}", "polluted": true}, ${JSON.stringify(rest).slice(1)}`;
    expect(() => parseDatasetManifest(json)).toThrow(/id must be/);
    expect('polluted' in {}).toBe(false);
  });
});

test('the error can be shown as it is', () => {
  expect.assertions(4);
  try {
    parseDatasetManifest('{}');
  } catch (error) {
    expect(error).toBeInstanceOf(LabError);
    const { name, code, hint } = error as DatasetError;
    expect(name).toBe('DatasetError');
    expect(code).toBe('dataset-manifest-invalid');
    expect(hint).toMatch(/\.$/);
  }
});
