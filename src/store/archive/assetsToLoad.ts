import { type AssetIds, isOffered, isSameAssets } from '../../protocol/assets.ts';
import { loadedAssets } from '../engine/loadedAssets.ts';
import type { EngineSlice } from '../engine/state.ts';

/** What opening a run needs first: its model and dataset loaded, which this lab may not have. */
export function assetsToLoad(
  ids: AssetIds,
  { engine }: Pick<EngineSlice, 'engine'>,
): 'nothing' | 'load' | 'not here' {
  const held = loadedAssets(engine);
  if (!held || !engine.catalogue || isSameAssets(held, ids)) return 'nothing';
  return isOffered(ids, engine.catalogue) ? 'load' : 'not here';
}
