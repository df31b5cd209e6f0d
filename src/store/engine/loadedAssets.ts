import type { AssetIds } from '../../protocol/assets.ts';
import type { LoadedInfo } from '../../protocol/events.ts';

/** What the engine holds, by id; null before it holds anything. */
export const loadedAssets = ({ loaded }: { readonly loaded: LoadedInfo | null }): AssetIds | null =>
  loaded && { modelId: loaded.model.id, datasetId: loaded.dataset.id };
