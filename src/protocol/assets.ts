import type { Catalogue, DatasetInfo, ModelInfo } from './catalogue.ts';

/** What a race stands on: a model and the dataset that it learns, by id. */
export interface AssetIds {
  readonly modelId: string;
  readonly datasetId: string;
}

/** What is there to choose from. */
export type AssetCatalogue = Pick<Catalogue, 'models' | 'datasets'>;

const byId = <Entry extends { readonly id: string }>(entries: readonly Entry[], id: string) =>
  entries.find((entry) => entry.id === id);

export const isSameAssets = (a: AssetIds, b: AssetIds): boolean =>
  a.modelId === b.modelId && a.datasetId === b.datasetId;

/** Whether both are in the catalogue. */
export const isOffered = ({ modelId, datasetId }: AssetIds, catalogue: AssetCatalogue): boolean =>
  byId(catalogue.models, modelId) !== undefined &&
  byId(catalogue.datasets, datasetId) !== undefined;

/** The first of each: where everyone starts. */
export const defaultAssets = ({ models, datasets }: AssetCatalogue): AssetIds => ({
  modelId: models[0]?.id ?? '',
  datasetId: datasets[0]?.id ?? '',
});

const sizes = (model: ModelInfo, dataset: DatasetInfo) =>
  `${model.label} takes images of ${model.imageSize} px, ${dataset.label} has ${dataset.imageSize} px.`;

/** Why a model cannot take a dataset's images, in a sentence; null where it can. */
export function misfit({ modelId, datasetId }: AssetIds, catalogue: AssetCatalogue): string | null {
  const model = byId(catalogue.models, modelId);
  const dataset = byId(catalogue.datasets, datasetId);
  return model && dataset && model.imageSize !== dataset.imageSize ? sizes(model, dataset) : null;
}

/**
 * The two once one of them was chosen. The other stays if it fits; if not, the first that fits comes
 * in its place.
 * @returns null where nothing fits what was chosen
 */
export function chooseAssets(
  ids: AssetIds,
  chosen: Partial<AssetIds>,
  { models, datasets }: AssetCatalogue,
): AssetIds | null {
  const wanted = { ...ids, ...chosen };
  const others: AssetIds[] = [wanted];
  if (chosen.modelId !== undefined) {
    others.push(...datasets.map(({ id }) => ({ ...wanted, datasetId: id })));
  } else if (chosen.datasetId !== undefined) {
    others.push(...models.map(({ id }) => ({ ...wanted, modelId: id })));
  }
  return others.find((pair) => misfit(pair, { models, datasets }) === null) ?? null;
}

/** The largest batch of distinct classes that a dataset has, up to `batchSize`. */
export function batchWithin(
  batchSize: number,
  datasetId: string,
  { datasets }: Pick<Catalogue, 'datasets'>,
): number {
  return Math.min(batchSize, byId(datasets, datasetId)?.classCount ?? batchSize);
}
