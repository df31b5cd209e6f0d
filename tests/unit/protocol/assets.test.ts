import { expect, test } from 'vitest';
import {
  type AssetCatalogue,
  batchWithin,
  chooseAssets,
  defaultAssets,
  misfit,
} from '../../../src/protocol/assets.ts';

const model = (id: string, imageSize: number) => ({
  id,
  label: id.toUpperCase(),
  summary: '',
  imageSize,
  path: '',
});
const dataset = (id: string, imageSize: number, classCount = 10) => ({
  ...model(id, imageSize),
  classCount,
});
const catalogue: AssetCatalogue = {
  models: [model('large', 48), model('small', 16)],
  datasets: [dataset('icons', 48, 97), dataset('digits', 16), dataset('photos', 224)],
};
const start = defaultAssets(catalogue);

test('everyone starts with the first of each', () =>
  expect(start).toEqual({ modelId: 'large', datasetId: 'icons' }));

test('two that do not fit one another are said to, with both sizes', () => {
  expect(misfit(start, catalogue)).toBeNull();
  expect(misfit({ modelId: 'large', datasetId: 'digits' }, catalogue)).toBe(
    'LARGE takes images of 48 px, DIGITS has 16 px.',
  );
});

test('a choice keeps the other where it fits, and brings one that does where not', () => {
  expect(chooseAssets(start, { datasetId: 'digits' }, catalogue)).toEqual({
    modelId: 'small',
    datasetId: 'digits',
  });
  expect(chooseAssets(start, { modelId: 'small' }, catalogue)).toEqual({
    modelId: 'small',
    datasetId: 'digits',
  });
  expect(chooseAssets(start, { modelId: 'large' }, catalogue)).toEqual(start);
  expect(chooseAssets(start, { datasetId: 'photos' }, catalogue)).toBeNull();
});

test('where nothing is chosen nothing is mended', () => {
  expect(chooseAssets(start, {}, catalogue)).toEqual(start);
  expect(chooseAssets({ modelId: 'large', datasetId: 'digits' }, {}, catalogue)).toBeNull();
});

test('a batch has at most one image of each class', () => {
  expect(batchWithin(96, 'icons', catalogue)).toBe(96);
  expect(batchWithin(96, 'digits', catalogue)).toBe(10);
  expect(batchWithin(96, 'unknown', catalogue)).toBe(96);
});
