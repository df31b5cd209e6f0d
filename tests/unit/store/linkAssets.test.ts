import { expect, test } from 'vitest';
import { withAssets } from '../../../src/protocol/runConfig.ts';
import type { LinkedState } from '../../../src/store/link/linkedState.ts';
import { encodeState, readLink } from '../../../src/store/link/urlState.ts';
import { twoOfEach } from '../../support/twoOfEach.ts';
import { standard } from './linkStates.ts';

const setupOf = (search: string) => readLink({ hash: '', search }, standard, twoOfEach).state.setup;
const on = (modelId: string, datasetId: string): LinkedState => ({
  ...standard,
  setup: withAssets(standard.setup, { modelId, datasetId }, twoOfEach),
});

test('a link by hand names dataset and model, in any order, and the batch follows', () => {
  for (const search of ['?dataset=toys&model=second-model', '?model=second-model&dataset=toys']) {
    expect(setupOf(search)).toMatchObject({
      modelId: 'second-model',
      datasetId: 'toys',
      batchSize: 12,
    });
  }
  for (const search of ['?batch=6&dataset=toys', '?dataset=toys&batch=6']) {
    expect(setupOf(search)).toMatchObject({ datasetId: 'toys', batchSize: 6 });
  }
});

test('one alone brings the other where it must', () => {
  expect(setupOf('?dataset=toys').modelId).toBe('iconclip');
  expect(setupOf('?dataset=dots').modelId).toBe('small-model');
  expect(setupOf('?model=small-model').datasetId).toBe('dots');
});

test('two that do not fit are read as they stand: the setup says what is wrong', () =>
  expect(setupOf('?dataset=dots&model=iconclip')).toMatchObject({
    modelId: 'iconclip',
    datasetId: 'dots',
  }));

test('one that this lab does not have is refused by name', () =>
  expect(() => setupOf('?dataset=cifar')).toThrow('"cifar" cannot be the dataset'));

test('the lab’s own links carry both, and come back', () => {
  for (const state of [
    on('second-model', 'toys'),
    on('small-model', 'dots'),
    on('iconclip', 'toys'),
  ]) {
    const hash = encodeState(state, standard, twoOfEach);
    expect(hash).toMatch(/&D(toys|dots)/);
    expect(readLink({ hash }, standard, twoOfEach)).toEqual({ state, edited: false });
  }
});
