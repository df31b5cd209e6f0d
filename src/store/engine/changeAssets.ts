import { type AssetIds, chooseAssets, isSameAssets } from '../../protocol/assets.ts';
import type { RunsSlice } from '../archive/state.ts';
import type { LabDeps } from '../kit/ports.ts';
import type { GetState } from '../kit/slice.ts';
import { isOver } from '../run/phase.ts';
import type { RunSlice, SetupSlice } from '../run/state.ts';
import type { SelectionSlice } from '../selection/state.ts';
import { loadedAssets } from './loadedAssets.ts';
import type { EngineSlice, EngineState } from './state.ts';

type Reads = EngineSlice & RunSlice & RunsSlice & SelectionSlice & SetupSlice;

/**
 * Puts another model and dataset in place of those that the engine holds.
 * @param patch   of the engine's state
 * @param attempt number of the worker: a restart makes answers of the old one void
 */
export function createAssetChanger(
  client: LabDeps['engine'],
  get: GetState<Reads>,
  patch: (change: Partial<EngineState>) => void,
  attempt: () => number,
) {
  const load = async (ids: AssetIds): Promise<void> => {
    const mine = attempt();
    if (get().run) await get().keepRunNow();
    patch({ phase: 'loading', files: {}, status: null });
    try {
      const loaded = await client.load(ids.modelId, ids.datasetId);
      if (mine !== attempt()) return;
      get().leaveRun();
      get().forgetImages();
      patch({ loaded });
      get().takeAssets(ids);
    } finally {
      // A failed engine, or a new one, has a phase of its own.
      if (mine === attempt() && get().engine.phase === 'loading') {
        patch({ phase: 'ready', status: null });
      }
    }
  };

  const pick = async (chosen: Partial<AssetIds>): Promise<void> => {
    const { catalogue } = get().engine;
    const ids = catalogue && chooseAssets(get().setup, chosen, catalogue);
    if (!ids) return;
    get().takeAssets(ids);
    const { run, engine } = get();
    const held = loadedAssets(engine);
    if (engine.phase !== 'ready' || !held || isSameAssets(held, ids)) return;
    if (run && !isOver(run.phase)) return;
    await get().command(`load ${ids.modelId} ${ids.datasetId}`, async () => {
      // Whoever chooses twice means the second.
      if (!isSameAssets(get().setup, ids)) return;
      try {
        await get().loadAssets(ids);
      } catch (error) {
        const still = loadedAssets(get().engine);
        if (still && isSameAssets(get().setup, ids)) get().takeAssets(still);
        throw error;
      }
    });
    void get().preview();
  };

  return { load, pick };
}
