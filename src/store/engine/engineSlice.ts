import { type AssetIds, defaultAssets, isSameAssets, misfit } from '../../protocol/assets.ts';
import type { LabEvent } from '../../protocol/events.ts';
import type { RunsSlice } from '../archive/state.ts';
import type { LabDeps } from '../kit/ports.ts';
import type { Slice } from '../kit/slice.ts';
import { toShown } from '../kit/toShown.ts';
import type { ResultsSlice } from '../results/state.ts';
import type { RecoverySlice, RunSlice, SetupSlice } from '../run/state.ts';
import type { SelectionSlice } from '../selection/state.ts';
import { loadedAssets } from './loadedAssets.ts';
import type { EngineSlice, EngineState } from './state.ts';

type Reads = EngineSlice &
  RecoverySlice &
  ResultsSlice &
  RunSlice &
  RunsSlice &
  SelectionSlice &
  SetupSlice;

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
    case 'run.status': {
      const { message, fraction } = event;
      const status =
        message === null ? null : { message, ...(fraction !== undefined && { fraction }) };
      return { ...engine, status };
    }
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
      const { run, engine: before } = get();
      patch({
        phase: 'starting',
        error: null,
        status: null,
        files: {},
        backend: null,
        // Results on the page are read by it, and leave it, whether an engine comes back or not.
        loaded: run ? before.loaded : null,
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
        // What another model or backend measured before any race does not stand for this one.
        if (!get().run) get().clearResults();
        const loaded = await client.load(modelId, datasetId);
        if (!current()) return;
        patch({ loaded, phase: 'ready', status: null });
        await get().lookForUnfinished();
        if (!current()) return;
        void get().preview();
        // Something else may have been chosen meanwhile.
        if (!holds(get().setup)) void get().pickAssets({});
      } catch (error) {
        if (mine === attempt) patch({ phase: 'failed', status: null, error: toShown(error) });
      }
    };
    /** Comes with the first change: it does not stand between a visitor and the page. */
    const changer = async () => {
      const { createAssetChanger } = await import('./changeAssets.ts');
      return createAssetChanger(client, get, patch, () => attempt);
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
        standIn: null,
        files: {},
        status: null,
        error: null,
        notes: [],
      },
      boot,
      loadAssets: async (ids) => {
        if (get().engine.phase !== 'ready') return;
        if (holds(ids)) return get().takeAssets(ids);
        await (await changer()).load(ids);
      },
      pickAssets: async (chosen) => (await changer()).pick(chosen),
      retry,
      dismissNotes: () => patch({ notes: [] }),
      chooseBackend: (choice) => {
        patch({ choice });
        return retry();
      },
    };
  };
