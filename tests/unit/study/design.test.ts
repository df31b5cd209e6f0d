import { describe, expect, test } from 'vitest';
import { methodInfo, methods } from '../../../src/methods/registry.ts';
import type { Catalogue } from '../../../src/protocol/catalogue.ts';
import { settingNames, withSetting } from '../../../src/protocol/namedSettings.ts';
import { makeRunConfig } from '../../../src/protocol/runConfig.ts';
import { ConfigError } from '../../../src/protocol/validateRunConfig.ts';
import { isSameRace, type StudyDesign, studyCells } from '../../../src/study/design.ts';
import { readDesign } from '../../../src/study/readDesign.ts';
import { twoOfEach } from '../../support/twoOfEach.ts';

const catalogue: Catalogue = { ...twoOfEach, methods: methods.map(methodInfo) };
const rows = catalogue.methods.filter(({ paper }) => paper);
const { seed: _, ...config } = makeRunConfig(rows, catalogue);
const design = (change: Partial<StudyDesign> = {}): StudyDesign => ({
  version: 1,
  name: 'test',
  config,
  seeds: [0, 1],
  axes: [],
  ...change,
});
const complaint = (change: Partial<StudyDesign>): string => {
  try {
    studyCells(design(change), catalogue);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
  throw new Error('it was accepted');
};

describe('the races of a study', () => {
  test('are one a seed without axes', () => {
    const cells = studyCells(design(), catalogue);
    expect(cells.map(({ id }) => id)).toEqual(['seed-0', 'seed-1']);
    expect(isSameRace(cells[1]!.config, { seed: 1, ...config })).toBe(true);
    expect(isSameRace(cells[0]!.config, cells[1]!.config)).toBe(false);
  });

  test('are every value of both axes, a seed after the other', () => {
    const axes = [
      { setting: 'lr', values: [2e-4, 4e-4] },
      { setting: 'carot.distillWeight', values: [0.5, 1.5, 3] },
    ];
    const cells = studyCells(design({ axes }), catalogue);
    expect(cells).toHaveLength(12);
    expect(cells.slice(0, 6).every(({ seed }) => seed === 0)).toBe(true);
    expect(new Set(cells.map(({ id }) => id)).size).toBe(12);
    const [, second] = cells;
    expect(second!.at).toEqual({ lr: 2e-4, 'carot.distillWeight': 1.5 });
    expect(second!.config.optimizer.learningRate).toBe(2e-4);
    const carot = second!.config.lanes.find(({ methodId }) => methodId === 'carot')!;
    expect(carot.params.distillWeight).toBe(1.5);
  });

  test.each([
    [{ seeds: [] }, /at least one seed/],
    [{ seeds: [1, 1] }, /A seed stands twice/],
    [{ axes: [{ setting: 'lr', values: [] }] }, /lr has no values/],
    [{ axes: [{ setting: 'lr', values: [1e-4, 1e-4] }] }, /lr has a value twice/],
    [{ axes: [{ setting: 'colour', values: [1] }] }, /no setting "colour"; it has lr, /],
    [{ axes: [{ setting: 'lr', values: [-1] }] }, /Learning rate must be a number from 0/],
    [{ axes: [{ setting: 'lr', values: ['fast'] }] }, /Learning rate must be a number/],
    [{ axes: ['lr', 'steps', 'beta1'].map((s) => ({ setting: s, values: [1] })) }, /at most 2/],
    [{ seeds: Array.from({ length: 501 }, (_, i) => i) }, /501 races are more/],
  ] as [Partial<StudyDesign>, RegExp][])('%j is refused', (change, words) =>
    expect(complaint(change)).toMatch(words),
  );
});

describe('settings by name', () => {
  test('every name changes what it names and nothing else', () => {
    const base = { ...config, seed: 0 };
    const values: Record<string, number | string> = { sampling: 'random' };
    for (const name of settingNames(rows)) {
      const changed = withSetting(base, name, values[name] ?? 0.0625, catalogue);
      expect(isSameRace(changed, base), name).toBe(false);
      expect({ ...changed, ...base }).toEqual(base);
    }
  });
});

describe('a design out of a file', () => {
  test('reads back the same', () => {
    const held = design({ axes: [{ setting: 'lr', values: [1e-4, 2e-4] }] });
    expect(readDesign(JSON.parse(JSON.stringify(held)))).toEqual(held);
  });

  test.each([
    [null, /must be an object/],
    [{ ...design(), version: 2 }, /version must be 1, not 2/],
    [{ ...design(), seeds: [-1] }, /seeds\[0\] must be a whole number/],
    [{ ...design(), config: undefined }, /config must be an object/],
    [{ ...design(), config: { ...config, steps: 'many' } }, /config\.steps must be/],
    [{ ...design(), axes: [{ setting: 'lr', values: [{}] }] }, /axes\[0\]\.values\[0\] must be/],
  ])('%j is refused with the place', (value, words) =>
    expect(() => readDesign(value)).toThrow(words),
  );
});
