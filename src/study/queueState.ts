import { canonicalJson } from '../math/canonicalJson.ts';
import type { EngineApi } from '../protocol/engineApi.ts';
import type { BackendInfo, LabEvent, LoadedInfo } from '../protocol/events.ts';
import type { LabErrorShape } from '../protocol/labError.ts';
import type { RunConfig } from '../protocol/runConfig.ts';
import type { CellResult } from './cellResult.ts';
import type { StudyCell } from './design.ts';

/** The engine as a study uses it. */
export interface StudyEngine
  extends Pick<
    EngineApi,
    | 'catalogue'
    | 'init'
    | 'start'
    | 'unfinished'
    | 'resumeRun'
    | 'dropCheckpoint'
    | 'pause'
    | 'resume'
  > {
  load(modelId: string, datasetId: string): Promise<LoadedInfo>;
  subscribe(listener: (event: LabEvent) => void): () => void;
  /** Ends the worker and starts a fresh one; init and load again. */
  restart(): void;
}

/** Where what is done lies, by `cellKey`. */
export interface CellShelf {
  read(key: string): Promise<CellResult | null>;
  /** @param images rows of images, CSV in pieces */
  write(key: string, result: CellResult, images: readonly string[]): Promise<void>;
}

/** A race is the same race whatever study it stands in. */
export const cellKey = (config: RunConfig): string => canonicalJson(config);

/** What the engine does right now. */
export type Doing =
  | { readonly kind: 'step'; readonly methodId: string; readonly step: number }
  | { readonly kind: 'evaluation'; readonly methodId: string; readonly splitId: string }
  | { readonly kind: 'status'; readonly message: string };

export function doingOf(event: LabEvent): Doing | null {
  switch (event.type) {
    case 'train.step':
      return { kind: 'step', methodId: event.methodId, step: event.step };
    case 'evaluation':
      return { kind: 'evaluation', methodId: event.methodId, splitId: event.splitId };
    case 'status':
      return { kind: 'status', message: event.message };
    case 'run.status':
      return event.message === null ? null : { kind: 'status', message: event.message };
    default:
      return null;
  }
}

export type QueuePhase = 'idle' | 'opening' | 'running' | 'paused' | 'done' | 'failed';

export interface QueueState {
  readonly phase: QueuePhase;
  readonly cells: readonly StudyCell[];
  /** By id of the cell. */
  readonly done: Readonly<Record<string, CellResult>>;
  /** Of the race under way. */
  readonly current: string | null;
  readonly doing: Doing | null;
  /** Work of all races, and how much of it is done; 0 before the data are known. */
  readonly total: number;
  readonly worked: number;
  /** Of what is left, at the speed of this visit so far; null before there is one. */
  readonly secondsLeft: number | null;
  readonly backend: BackendInfo | null;
  readonly loaded: LoadedInfo | null;
  readonly error: LabErrorShape | null;
}

/** Before a design is opened. */
export const nothing: QueueState = {
  phase: 'idle',
  cells: [],
  done: {},
  current: null,
  doing: null,
  total: 0,
  worked: 0,
  secondsLeft: null,
  backend: null,
  loaded: null,
  error: null,
};
