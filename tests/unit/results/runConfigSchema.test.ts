import { expect, test } from 'vitest';
import { readBy } from '../../../src/io/schema.ts';
import { makeRunConfig } from '../../../src/protocol/runConfig.ts';
import { runConfigSchema } from '../../../src/results/runConfigSchema.ts';
import { damaged } from '../../../src/results/runFileError.ts';
import { catalogue } from '../../gallery/fixtures.ts';

const config = makeRunConfig(catalogue.methods, catalogue);
const read = (value: unknown) => readBy(runConfigSchema, value, damaged);

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

test.each([
  [{ seed: -1 }, 'seed must be a whole number from 0 to 4294967295, not -1'],
  [{ steps: '30' }, 'steps must be a whole number from 1 to 100000, not "30"'],
  [{ optimizer: [] }, 'optimizer must be an object, not a list'],
  [{ optimizer: {} }, 'optimizer.learningRate must be a number from 0 to 10, but is missing'],
  [{ templates: ['a', ''] }, 'templates[1] is empty'],
  [{ views: [{ methodId: 'a/b', alpha: 1 }] }, 'views[0].methodId must be a name of letters'],
  [{ lanes: [{ methodId: 'ft', params: { 'a\u202e': 1 } }] }, 'lanes[0].params.a must be a name'],
  [{ lanes: new Array(65) }, 'lanes has more than 64 entries'],
])('%j is refused, and says where', (change, words) => {
  expect(() => read({ ...config, ...change })).toThrow(`The run is damaged: ${words}`);
});

test('names that reach into prototypes are refused, wherever names are free', () => {
  for (const name of ['__proto__', 'constructor', 'prototype']) {
    const params = JSON.parse(`{"${name}": 1}`);
    expect(() => read({ ...config, lanes: [{ methodId: 'ft', params }] })).toThrow('params has');
  }
});

test('a field that is only inherited is missing', () => {
  expect(() => read(Object.create(config))).toThrow('version must be 1, but is missing');
});
