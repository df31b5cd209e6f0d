import { describe, expect, test } from 'vitest';
import { modelFileNames, parseModelManifest } from '../../../src/model/modelManifest.ts';
import { LabError } from '../../../src/protocol/labError.ts';

const sound = {
  format: 1,
  id: 'toy',
  label: 'Toy',
  version: '1',
  licence: 'MIT',
  source: 'made for the tests',
  files: modelFileNames.map((path) => ({ path, bytes: 3, sha256: 'cd'.repeat(32) })),
};

test('returns exactly what a sound manifest says', () => {
  expect(parseModelManifest(JSON.stringify({ ...sound, extra: 1 }))).toEqual(sound);
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
    ['a list', [], /must be an object/],
  ])('%s', (_, manifest, message) => {
    expect(() => parseModelManifest(JSON.stringify(manifest))).toThrow(LabError);
    expect(() => parseModelManifest(JSON.stringify(manifest))).toThrow(message);
  });
});
