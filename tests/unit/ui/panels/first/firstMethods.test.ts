import { expect, test } from 'vitest';
import type { LabState } from '../../../../../src/store/labState.ts';
import { firstMethods } from '../../../../../src/ui/panels/first/firstMethods.ts';
import { catalogue } from '../../../../gallery/fixtures.ts';

const lanes = ['zs', 'ft', 'ft-ls', 'carot'].map((methodId) => ({ methodId }));
const views = ['wise-ft', 'wise-ft-ls'].map((methodId) => ({ methodId }));

const shown = (recorded: boolean, included: Record<string, boolean>) =>
  firstMethods({
    engine: { catalogue },
    run: { recorded, config: { lanes, views } },
    setup: { included },
  } as unknown as LabState).map(({ id }) => id);

test('a recorded race of everything shows what one’s own would have, and what was recorded of it', () => {
  expect(shown(true, { ft: true, flyp: true })).toEqual(['zs', 'ft', 'wise-ft']);
});

test('all of it where the two have no trained method in common, and of one’s own race', () => {
  const all = ['zs', 'ft', 'ft-ls', 'wise-ft', 'wise-ft-ls', 'carot'];
  expect(shown(true, { flyp: true })).toEqual(all);
  expect(shown(false, { ft: true })).toEqual(all);
});
