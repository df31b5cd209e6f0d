import { describe, expect, test } from 'vitest';
import { datasets } from '../../../src/data/registry.ts';
import { methodInfo, methods } from '../../../src/methods/registry.ts';
import { models } from '../../../src/model/registry.ts';
import { makeRunConfig, type RunConfig } from '../../../src/protocol/runConfig.ts';
import { ConfigError, validateRunConfig } from '../../../src/protocol/validateRunConfig.ts';

const catalogue = { methods: methods.map(methodInfo), datasets, models, corruptions: [] };
const good = makeRunConfig(catalogue.methods, catalogue);

const problemsOf = (config: RunConfig): string => {
  try {
    validateRunConfig(config, catalogue);
    return '';
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
};

describe('validateRunConfig', () => {
  test('the defaults of every method are a valid run', () => {
    expect(problemsOf(good)).toBe('');
  });

  test.each<[string, Partial<RunConfig>, RegExp]>([
    ['no lanes', { lanes: [], views: [] }, /at least one method/],
    ['an unknown method', { lanes: [{ methodId: 'sgd', params: {} }], views: [] }, /"sgd"/],
    ['a view as a lane', { lanes: [{ methodId: 'wise-ft', params: {} }], views: [] }, /wise-ft/],
    [
      'a view without its base',
      { lanes: [], views: [{ methodId: 'wise-ft', alpha: 0.5 }] },
      /"ft"/,
    ],
    ['half a step', { steps: 1.5 }, /whole number/],
    ['NaN', { batchSize: Number.NaN }, /Batch size/],
    ['a seed below 0', { seed: -1 }, /Seed/],
    ['a template without a gap', { templates: ['an icon'] }, /"\{\}"/],
    ['an unknown model', { modelId: '../x' }, /no model/],
    [
      'a parameter out of range',
      { lanes: [{ methodId: 'ft', params: { labelSmoothing: 2 } }], views: [] },
      /Label smoothing/,
    ],
    [
      'a choice that is none',
      { lanes: [{ methodId: 'flyp', params: { labelSmoothing: 0, samePairs: 'x' } }], views: [] },
      /must be one of/,
    ],
  ])('refuses %s with a sentence', (_, change, sentence) => {
    expect(problemsOf({ ...good, ...change })).toMatch(sentence);
  });
});
