import {
  type AssetIds,
  chooseAssets,
  defaultAssets,
  isSameAssets,
  misfit,
} from '../../protocol/assets.ts';
import type { LabEvent, LoadedInfo } from '../../protocol/events.ts';
import type { RunsSlice } from '../archive/state.ts';
import type { LabDeps } from '../kit/ports.ts';
import type { Slice } from '../kit/slice.ts';
import { toShown } from '../kit/toShown.ts';
import { isOver } from '../run/phase.ts';
import type { RecoverySlice, RunSlice, SetupSlice } from '../run/state.ts';
import type { SelectionSlice } from '../selection/state.ts';
import type { EngineSlice, EngineState } from './state.ts';

type Reads = EngineSlice & RecoverySlice & RunSlice & RunsSlice & SelectionSlice & SetupSlice;

/** What the engine holds, by id; null before it holds anything. */
export const loadedAssets = ({ loaded }: { readonly loaded: LoadedInfo | null }): AssetIds | null =>
  loaded && { modelId: loaded.model.id, datasetId: loaded.dataset.id };

/** What events change in the engine's state. */
export function foldEngine(engine: EngineState, event: LabEvent): EngineState {
  switch (event.type) {
    case 'load.progress':
    case 'status':
      // What comes late must not stick: the lab is ready, or has failed, already.
      if (engine.phase === 'ready' || engine.phase === 'failed') return engine;
      return event.type === 'status'
        ? { ...engine, status: event }
        : { ...engine, files: { ...engine.files, [event.file]: event } };
    case 'notes':
      return { ...engine, notes: [...new Set([...engine.notes, ...event.notes])] };
    case 'engine.failed':
      return { ...engine, phase: 'failed', status: null, error: event };
    case 'train.step':
    case 'run.phase':
    case 'evaluation.done':
    case 'run.failed':
      return engine.status ? { ...engine, status: null } : engine;
    default:
      return engine;
  }
}

export const createEngineSlice =
  ({ engine: client }: LabDeps): Slice<EngineSlice, Reads> =>
  (set, get) => {
    /** Only the newest attempt may write: a restart makes answers of the old worker void. */
    let attempt = 0;
    const patch = (change: Partial<EngineState>) =>
      set(({ engine }) => ({ engine: { ...engine, ...change } }));

    const holds = (ids: AssetIds) => {
      const held = loadedAssets(get().engine);
      return held !== null && isSameAssets(held, ids);
    };

    const boot = async (beforeLoad?: () => Promise<unknown>) => {
      attempt += 1;
      const mine = attempt;
      const current = () => mine === attempt && get().engine.phase !== 'failed';
      patch({
        phase: 'starting',
        error: null,
        status: null,
        files: {},
        backend: null,
        loaded: null,
        notes: [],
      });
      try {
        const catalogue = await client.catalogue();
        if (!current()) return;
        patch({ catalogue });
        get().adoptCatalogue(catalogue);
        const backend = await client.init(get().engine.choice);
        if (!current()) return;
        patch({ backend, phase: 'loading' });
        await beforeLoad?.();
        // Two that do not fit one another are the setup's problem, and said there.
        const { setup } = get();
        const { modelId, datasetId } = misfit(setup, catalogue) ? defaultAssets(catalogue) : setup;
        const loaded = await client.load(modelId, datasetId);
        if (!current()) return;
        patch({ loaded, phase: 'ready', status: null });
        await get().lookForUnfinished();
        if (!current()) return;
        void get().preview();
        // Something else may have been chosen meanwhile.
        void get().pickAssets({});
      } catch (error) {
        if (mine === attempt) patch({ phase: 'failed', status: null, error: toShown(error) });
      }
    };
    const loadAssets = async (ids: AssetIds) => {
      if (get().engine.phase !== 'ready') return;
      if (holds(ids)) return get().takeAssets(ids);
      const mine = attempt;
      if (get().run) await get().keepRunNow();
      patch({ phase: 'loading', files: {}, status: null });
      try {
        const loaded = await client.load(ids.modelId, ids.datasetId);
        if (mine !== attempt) return;
        get().leaveRun();
        get().forgetImages();
        patch({ loaded });
        get().takeAssets(ids);
      } finally {
        // A failed engine, or a new one, has a phase of its own.
        if (mine === attempt && get().engine.phase === 'loading') {
          patch({ phase: 'ready', status: null });
        }
      }
    };
    const pickAssets = async (chosen: Partial<AssetIds>) => {
      const { catalogue } = get().engine;
      const ids = catalogue && chooseAssets(get().setup, chosen, catalogue);
      if (!ids) return;
      get().takeAssets(ids);
      const { run, engine } = get();
      if (engine.phase !== 'ready' || holds(ids) || (run && !isOver(run.phase))) return;
      await get().command(`load ${ids.modelId} ${ids.datasetId}`, async () => {
        // Whoever chooses twice means the second.
        if (!isSameAssets(get().setup, ids)) return;
        try {
          await loadAssets(ids);
        } catch (error) {
          const held = loadedAssets(get().engine);
          if (held && isSameAssets(get().setup, ids)) get().takeAssets(held);
          throw error;
        }
      });
      void get().preview();
    };
    const retry = () => {
      client.restart();
      get().endRun();
      return boot();
    };

    return {
      engine: {
        phase: 'starting',
        choice: 'auto',
        catalogue: null,
        backend: null,
        loaded: null,
        files: {},
        status: null,
        error: null,
        notes: [],
      },
      boot,
      loadAssets,
      pickAssets,
      retry,
      dismissNotes: () => patch({ notes: [] }),
      chooseBackend: (choice) => {
        patch({ choice });
        return retry();
      },
    };
  };
