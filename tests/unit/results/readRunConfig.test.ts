import { expect, test } from 'vitest';
import { makeRunConfig } from '../../../src/protocol/runConfig.ts';
import { readRunConfig } from '../../../src/results/readRunConfig.ts';
import { catalogue } from '../../gallery/fixtures.ts';

const config = makeRunConfig(catalogue.methods);
const read = (value: unknown) => readRunConfig(value, 'the config');

test('a config comes back from JSON as it was', () => {
  for (const sampling of ['distinct', 'random'] as const) {
    const own = { ...config, sampling };
    expect(read(JSON.parse(JSON.stringify(own)))).toEqual(own);
  }
});

test('a run from before batches could be chosen was drawn at random', () => {
  const { sampling: _, ...old } = config;
  expect(read(old)).toEqual({ ...old, sampling: 'random' });
});

test('batches of an unknown kind are refused by name', () => {
  expect(() => read({ ...config, sampling: 'sorted' })).toThrow(/distinct, random/);
});
