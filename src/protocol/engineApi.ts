import type { Catalogue } from './catalogue.ts';
import type { BackendInfo, EvaluationScope, LoadedInfo } from './events.ts';
import type { RunConfig } from './runConfig.ts';

export type BackendChoice = 'auto' | 'webgpu' | 'wasm' | 'cpu';

/** What the page may ask of the worker. One backend per worker life. */
export interface EngineApi {
  /** Events flow on this port, in order; call first. */
  connect(port: MessagePort): void;
  catalogue(): Promise<Catalogue>;
  /** Chooses and starts the backend. @throws LabError when none can be had */
  init(choice: BackendChoice): Promise<BackendInfo>;
  /** Downloads (or takes from the cache), verifies and builds model and data. `baseUrl` is the page's. */
  load(modelId: string, datasetId: string, baseUrl: string): Promise<LoadedInfo>;
  /** Starts a race; resolves with its id once it runs. Progress comes as events. */
  start(config: RunConfig): Promise<string>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** One step of every lane, then paused. */
  step(): Promise<void>;
  /** Ends the race where it is; its weights stay for evaluation. */
  stop(): Promise<void>;
  /**
   * Evaluates a method of the last race (or an interpolation view at `alpha`) on all splits but
   * train; logits come as events.
   */
  evaluate(methodId: string, scope: EvaluationScope, alpha?: number): Promise<void>;
}

/** An error that can be shown as it is: what happened, and what to do. Survives the worker's wall. */
export interface LabErrorShape {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}
