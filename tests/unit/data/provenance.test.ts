import { expect, test } from 'vitest';
import { imageCredit } from '../../../src/data/provenance.ts';
import { makeManifest } from './manifestFixture.ts';

test('names set, drawing, author and licence', () => {
  const credit = imageCredit(makeManifest(), 'train', 2);
  expect(credit).toMatchObject({ icon: 'key-2', author: 'Author b', licence: 'MIT' });
  expect(credit.set.id).toBe('b');
});

test.each([
  ['train', 3],
  ['train', -1],
  ['nowhere', 0],
  ['constructor', 0],
])('there is no image in %s at %i', (splitId, index) => {
  expect(() => imageCredit(makeManifest(), splitId, index)).toThrow(RangeError);
});
