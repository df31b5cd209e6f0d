import type { CorruptionLevel } from './catalogue.ts';
import type { LabErrorShape } from './labError.ts';
import type { RunConfig } from './runConfig.ts';

export type BackendName = 'webgpu' | 'wasm' | 'cpu';

/** What the tensors run on; shown on the page at all times. */
export interface BackendInfo {
  readonly backend: BackendName;
  /** Adapter description for WebGPU, 'SIMD' / 'SIMD, 4 threads' for WASM. */
  readonly adapter: string;
  /** A WebGPU adapter implemented in software. */
  readonly isFallbackAdapter: boolean;
  /** How matrix products are cut up on this adapter, where that is chosen: other tiles round otherwise. */
  readonly tile?: string;
  /** WASM worker threads; 1 elsewhere. */
  readonly threads: number;
  /** Why this backend and not WebGPU, and what to do; absent when nothing needs saying. */
  readonly notice?: string;
}

/** One evaluation set of the loaded dataset. */
export interface SplitInfo {
  readonly id: string;
  readonly label: string;
  /** val is for temperature and choices, never for reported numbers. */
  readonly role: 'train' | 'val' | 'id' | 'ood';
  readonly count: number;
}

/** Which files of a model: what was trained from others cannot go on from these. */
export interface ModelPrint {
  readonly version: string;
  /** Over the names and checksums of all of its files. */
  readonly digest: string;
}

export interface LoadedInfo {
  readonly dataset: {
    readonly id: string;
    readonly label: string;
    readonly version: string;
    readonly licence: string;
    readonly classNames: readonly string[];
    readonly splits: readonly SplitInfo[];
    readonly imageSize: number;
  };
  readonly model: ModelPrint & {
    readonly id: string;
    readonly label: string;
    readonly parameterCount: number;
    readonly activation: string;
  };
}

/** The run to which evaluations belong that come before any race. */
export const previewRunId = 'preview';

/** Every event of a run carries the run it belongs to. */
interface Stamp {
  readonly runId: string;
  /** When it happened: milliseconds since 1970, monotonic within one worker's life. */
  readonly at: number;
}

export interface LoadProgressEvent {
  readonly type: 'load.progress';
  readonly file: string;
  readonly receivedBytes: number;
  readonly totalBytes: number;
  readonly fromCache: boolean;
}

/** A long wait that is not a download: compiling shaders, warming up, building heads. */
export interface StatusEvent {
  readonly type: 'status';
  readonly message: string;
  /** 0..1 where known. */
  readonly fraction?: number;
}

/** What a person should know of a file that was taken and stops nothing: shown once, until dismissed. */
export interface NotesEvent {
  readonly type: 'notes';
  /** Whole sentences. */
  readonly notes: readonly string[];
}

export interface RunStartedEvent extends Stamp {
  readonly type: 'run.started';
  readonly config: RunConfig;
  readonly backend: BackendInfo;
}

/** The race goes on under another config: a lane was added. */
export interface RunConfigEvent extends Stamp {
  readonly type: 'run.config';
  readonly config: RunConfig;
}

/** An interrupted race goes on from here: what came after `step` is void, and comes again. */
export interface RunResumedEvent extends Stamp {
  readonly type: 'run.resumed';
  readonly config: RunConfig;
  readonly backend: BackendInfo;
  readonly step: number;
}

/** A long wait of a race, before a step or an evaluation. */
export interface RunStatusEvent extends Stamp {
  readonly type: 'run.status';
  /** null when it is over. */
  readonly message: string | null;
  /** 0..1 where known. */
  readonly fraction?: number;
}

/** The race could go on from `step`, whatever happens to this page. */
export interface RunCheckpointEvent extends Stamp {
  readonly type: 'run.checkpoint';
  readonly step: number;
  /** Why it could not be saved. */
  readonly problem?: LabErrorShape;
}

export type RunPhase = 'running' | 'paused' | 'evaluating' | 'finished' | 'stopped' | 'failed';

export interface RunPhaseEvent extends Stamp {
  readonly type: 'run.phase';
  readonly phase: RunPhase;
}

export interface StepEvent extends Stamp {
  readonly type: 'train.step';
  readonly methodId: string;
  /** Optimiser updates done, this one included: 1 after the first. */
  readonly step: number;
  /** Mean over the batch, nats, before the update; `parts` are its weighted terms and sum to it. */
  readonly loss: number;
  readonly parts: Readonly<Record<string, number>>;
  /** Further numbers a method reports beside its loss (teacher's weight of the pretrained model…). */
  readonly diagnostics: Readonly<Record<string, number>>;
  readonly learningRate: number;
  /** Global L2 norm before clipping. */
  readonly gradNorm: number;
  /** exp of the logit scale after the update. */
  readonly logitScale: number;
  readonly stepMs: number;
}

export type EvaluationScope = 'live' | 'full';

/** Logits of one method on one split. Metrics are computed from these and from nothing else. */
export interface EvaluationEvent extends Stamp {
  readonly type: 'evaluation';
  readonly methodId: string;
  readonly step: number;
  readonly splitId: string;
  readonly scope: EvaluationScope;
  /** Only for interpolation views: weight of the fine-tuned model. */
  readonly alpha?: number;
  /** Only for a rung of the corruption ladder: what was done to the images. */
  readonly shift?: CorruptionLevel;
  /** [n, C] row-major, transferred. */
  readonly logits: Float32Array;
  readonly labels: Int32Array;
  /** Positions of the images within the split. */
  readonly indices: Int32Array;
  readonly classCount: number;
  readonly evalMs: number;
}

/** All splits of one evaluation of one method have been posted. */
export interface EvaluationDoneEvent extends Stamp {
  readonly type: 'evaluation.done';
  readonly methodId: string;
  readonly step: number;
  readonly scope: EvaluationScope;
  readonly alpha?: number;
  readonly shift?: CorruptionLevel;
}

export interface RunFailedEvent extends Stamp {
  readonly type: 'run.failed';
  readonly code: string;
  /** What happened and why. */
  readonly message: string;
  /** What to do. */
  readonly hint: string;
  readonly step: number;
  readonly methodId?: string;
}

/** The engine as a whole cannot go on (device lost, worker error); a new worker is needed. */
export interface EngineFailedEvent {
  readonly type: 'engine.failed';
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** Nothing was heard of the engine for long, or it is heard again. Comes from the page's side of the wall. */
export interface EngineSilentEvent {
  readonly type: 'engine.silent';
  readonly silent: boolean;
}

/** The engine is there, whatever it does. */
export interface HeartbeatEvent {
  readonly type: 'heartbeat';
}

export type RunEvent =
  | RunStartedEvent
  | RunResumedEvent
  | RunCheckpointEvent
  | RunStatusEvent
  | RunConfigEvent
  | RunPhaseEvent
  | StepEvent
  | EvaluationEvent
  | EvaluationDoneEvent
  | RunFailedEvent;

export type LabEvent =
  | LoadProgressEvent
  | StatusEvent
  | NotesEvent
  | EngineFailedEvent
  | EngineSilentEvent
  | HeartbeatEvent
  | RunEvent;
