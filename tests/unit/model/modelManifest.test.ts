import { describe, expect, test } from 'vitest';
import {
  modelFileNames,
  parseModelManifest,
  preprocessorFileOf,
} from '../../../src/model/modelManifest.ts';
import { LabError } from '../../../src/protocol/labError.ts';

const sound = {
  format: 1,
  id: 'toy',
  label: 'Toy',
  version: '1',
  licence: 'MIT',
  source: 'made for the tests',
  files: [...modelFileNames, 'preprocessor_config.json'].map((path) => ({
    path,
    bytes: 3,
    sha256: 'cd'.repeat(32),
  })),
};

test('returns exactly what a sound manifest says', () => {
  expect(parseModelManifest(JSON.stringify({ ...sound, extra: 1 }))).toEqual(sound);
});

test('takes the processor_config.json of transformers 5 in place of preprocessor_config.json', () => {
  const files = sound.files.map((file) =>
    file.path === 'preprocessor_config.json' ? { ...file, path: 'processor_config.json' } : file,
  );
  const manifest = parseModelManifest(JSON.stringify({ ...sound, files }));
  expect(preprocessorFileOf(manifest.files)).toBe('processor_config.json');
  for (const wrong of [[...files, sound.files.at(-1)], files.slice(0, -1)]) {
    expect(() => parseModelManifest(JSON.stringify({ ...sound, files: wrong }))).toThrow(
      'must list one of preprocessor_config.json and processor_config.json',
    );
  }
});

describe('refuses', () => {
  const [first, ...others] = sound.files;
  test.each([
    ['a missing file', { ...sound, files: others }, /must list config\.json/],
    ['a file listed twice', { ...sound, files: [...sound.files, first] }, /appears twice/],
    ['a path', { ...sound, files: [{ ...first, path: 'a/b' }] }, /plain file name/],
    ['no digest', { ...sound, files: [{ path: 'config.json', bytes: 3 }] }, /sha256/],
    ['another format', { ...sound, format: 2 }, /format/],
    ['a nameless model', { ...sound, label: ' ' }, /label/],
    ['a list', [], /is a list, not an object/],
    ['a name that cannot be seen', { ...sound, label: '\u200b\u202e' }, /label must be/],
    [
      'a number with a toString',
      { ...sound, format: { toString: 1 } },
      /not an object$|not an object\./,
    ],
  ])('%s', (_, manifest, message) => {
    expect(() => parseModelManifest(JSON.stringify(manifest))).toThrow(LabError);
    expect(() => parseModelManifest(JSON.stringify(manifest))).toThrow(message);
  });
});
