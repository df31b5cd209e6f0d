import type { LabEvent } from '../../protocol/events.ts';
import type { LabDeps } from '../kit/ports.ts';
import type { Slice } from '../kit/slice.ts';
import { toShown } from '../kit/toShown.ts';
import type { RecoverySlice, RunSlice, SetupSlice } from '../run/state.ts';
import type { EngineSlice, EngineState } from './state.ts';

type Reads = EngineSlice & RecoverySlice & RunSlice & SetupSlice;

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

    const boot = async () => {
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
        const { modelId, datasetId } = get().setup;
        const loaded = await client.load(modelId, datasetId);
        if (!current()) return;
        patch({ loaded, phase: 'ready', status: null });
        await get().lookForUnfinished();
        if (current()) void get().preview();
      } catch (error) {
        if (mine === attempt) patch({ phase: 'failed', status: null, error: toShown(error) });
      }
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
      retry,
      dismissNotes: () => patch({ notes: [] }),
      chooseBackend: (choice) => {
        patch({ choice });
        return retry();
      },
    };
  };
