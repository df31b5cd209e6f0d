import type { AssetIds } from '../../protocol/assets.ts';
import type { Catalogue } from '../../protocol/catalogue.ts';
import type { BackendChoice } from '../../protocol/engineApi.ts';
import type { BackendInfo, LoadedInfo, LoadProgressEvent } from '../../protocol/events.ts';
import type { LabErrorShape } from '../../protocol/labError.ts';

export interface EngineState {
  readonly phase: 'starting' | 'loading' | 'ready' | 'failed';
  readonly choice: BackendChoice;
  readonly catalogue: Catalogue | null;
  readonly backend: BackendInfo | null;
  /** What the engine holds; while there is none, what the race on the page was made with. */
  readonly loaded: LoadedInfo | null;
  /** What a recorded race on the page was made with: the panes describe its model and data, whatever the engine holds. */
  readonly standIn: LoadedInfo | null;
  readonly files: Readonly<Record<string, LoadProgressEvent>>;
  /** A long wait that is not a download. */
  readonly status: { readonly message: string; readonly fraction?: number } | null;
  readonly error: LabErrorShape | null;
  /** What a person should know of the files in use and has not yet dismissed. */
  readonly notes: readonly string[];
}

export interface EngineSlice {
  readonly engine: EngineState;
  /**
   * Catalogue, backend, model and data; failures land in `engine.error`.
   * @param beforeLoad is waited for once the catalogue is known: a link may name model and dataset
   */
  boot(beforeLoad?: () => Promise<unknown>): Promise<void>;
  /**
   * Has the engine hold this model and dataset, and makes them the next race's. A run on the page
   * that stands on others leaves it, and is kept.
   * @throws LabError when they cannot be had; what was loaded then stays
   */
  loadAssets(ids: AssetIds): Promise<void>;
  /**
   * Chooses a model or a dataset for the next race; the other follows where it does not fit. Loaded
   * at once, but under a race with its next start.
   */
  pickAssets(chosen: Partial<AssetIds>): Promise<void>;
  /** A fresh worker, then everything again. */
  retry(): Promise<void>;
  chooseBackend(choice: BackendChoice): Promise<void>;
  dismissNotes(): void;
}
