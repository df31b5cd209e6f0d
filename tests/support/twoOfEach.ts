import type { Catalogue } from '../../src/protocol/catalogue.ts';
import type { LoadedInfo } from '../../src/protocol/events.ts';
import { catalogue, loaded } from '../gallery/fixtures.ts';

/** The fixtures' catalogue with a second dataset, a second model, and one of each that fits nothing else. */
export const twoOfEach: Catalogue = {
  ...catalogue,
  models: [
    ...catalogue.models,
    { id: 'second-model', label: 'Second', summary: '', imageSize: 48, path: 'models/second' },
    { id: 'small-model', label: 'Small', summary: '', imageSize: 16, path: 'models/small' },
  ],
  datasets: [
    ...catalogue.datasets,
    {
      id: 'toys',
      label: 'Toys',
      summary: '',
      classCount: 12,
      imageSize: 48,
      path: 'datasets/toys',
    },
    {
      id: 'dots',
      label: 'Dots',
      summary: '',
      classCount: 12,
      imageSize: 16,
      path: 'datasets/dots',
    },
    {
      id: 'vast',
      label: 'Vast',
      summary: '',
      classCount: 12,
      imageSize: 224,
      path: 'datasets/vast',
    },
  ],
};

/** What an engine answers once it has loaded these. */
export const loadedAs = (modelId: string, datasetId: string): LoadedInfo => ({
  model: { ...loaded.model, id: modelId },
  dataset: {
    ...loaded.dataset,
    id: datasetId,
    label: twoOfEach.datasets.find(({ id }) => id === datasetId)?.label ?? datasetId,
  },
});
