import type { Catalogue, CorruptionLevel } from './catalogue.ts';
import type {
  BackendInfo,
  BackendName,
  EvaluationScope,
  LoadedInfo,
  ModelPrint,
} from './events.ts';
import type { Measurement, MeasurePlan } from './measurement.ts';
import type { LaneConfig, RunConfig } from './runConfig.ts';

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
  /**
   * Evaluates the reference methods of a config on the live subset before any race; logits come as
   * events of the run `previewRunId`.
   */
  preview(config: RunConfig): Promise<void>;
  /**
   * Starts a race; resolves with its id once it runs. Progress comes as events.
   * @param oneStep it pauses after the first step of every lane, however fast steps are
   */
  start(config: RunConfig, oneStep?: boolean): Promise<string>;
  /**
   * The newest race that was interrupted, in this tab or another, and can go on; null without one.
   * @param lostRunId the page's own race, whose dead worker may still seem to run it
   */
  unfinished(lostRunId?: string): Promise<UnfinishedRun | null>;
  /**
   * Goes on with an interrupted race under its own id, from its checkpoint, bit for bit as if nothing
   * had happened (on the same backend).
   * @param lostHere the page's own race, whose dead worker may still seem to run it
   * @throws LabError 'no-checkpoint', 'other-dataset', 'other-model', 'run-elsewhere'
   */
  resumeRun(runId: string, lostHere?: boolean): Promise<void>;
  /** Lets go of what an interrupted or ended race would go on from. */
  dropCheckpoint(runId: string): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** One step of every lane, then paused. */
  step(): Promise<void>;
  /** Ends the race where it is; its weights stay for evaluation. */
  stop(): Promise<void>;
  /**
   * A further lane for the race under way: it catches up on the batches that the others have seen,
   * then joins them. The new config comes as an event.
   * @throws LabError when no race is under way or the lane is in it already
   */
  addLane(lane: LaneConfig): Promise<void>;
  /**
   * Evaluates a method of the last race on all splits but train, or, with a corruption, on the ID test
   * split alone; logits come as events.
   */
  evaluate(methodId: string, scope: EvaluationScope, how?: EvaluateHow): Promise<void>;
  /**
   * Of the batch that the race trains on next, the first `size` pairs (2 to 16) with distinct
   * classes, fewer where the batch has fewer, as this method sees them.
   */
  inspectBatch(methodId: string, size: number): Promise<BatchInspection>;
  /** Every weight of every lane, to be kept with the run. */
  saveWeights(): Promise<RunWeights>;
  /**
   * Takes a kept run back in place of the last race, for evaluation; resolves with its new id.
   * @param model that the weights were trained from, where that is known
   * @throws LabError when the weights do not fit, or are of another model; the last race then stays
   */
  restoreRun(
    config: RunConfig,
    step: number,
    weights: RunWeights,
    model?: ModelPrint,
  ): Promise<string>;
  /** A lane, or an interpolation view at `alpha`, as a safetensors file in Hugging Face's layout. */
  exportWeights(methodId: string, alpha?: number): Promise<Uint8Array>;
  /**
   * Takes a safetensors file of this model's shape in place of the last race, as one lane that is
   * never trained; resolves with the new run's id once it is evaluated on every set.
   * @throws LabError with the file's name; the last race then stays
   */
  importWeights(fileName: string, bytes: Uint8Array): Promise<string>;
  /**
   * Measures the engine on the backend in use, with the loaded model and data; how far it is comes as
   * events of the type 'status'. A race under way waits meanwhile.
   * @throws LabError 'batch-too-large', or when nothing is loaded
   */
  measure(plan: MeasurePlan): Promise<Measurement>;
}

export interface EvaluateHow {
  /** Weight of the fine-tuned model, for interpolation views. */
  readonly alpha?: number;
  readonly shift?: CorruptionLevel;
  /** The run that is meant: once another has taken its place, nothing is evaluated. */
  readonly runId?: string;
}

/** A race that was interrupted. */
export interface UnfinishedRun {
  readonly runId: string;
  /** When it was last saved: milliseconds since 1970. */
  readonly at: number;
  /** Steps done. */
  readonly step: number;
  readonly config: RunConfig;
  /** What it ran on: another one gives slightly other numbers from here on. */
  readonly backend: BackendName;
  /** Its tile, where it has one: from another on, sums are rounded otherwise. */
  readonly tile?: string;
  readonly datasetVersion: string;
  /** What it began from; absent in checkpoints from before it was written down. */
  readonly model?: ModelPrint;
}

/** By method: a safetensors file of the model's and the method's own variables, F32. */
export type RunWeights = Readonly<Record<string, Uint8Array>>;

/** One target matrix of a batch, [B, B] row-major, rows sum to 1. */
export interface TargetMatrix {
  readonly id: 'one-hot' | 'label-smoothed' | 'teacher';
  readonly values: Float32Array;
}

/** Image-text similarities of a few pairs, as training sees them. */
export interface BatchInspection {
  readonly methodId: string;
  readonly step: number;
  /** B: pairs shown. */
  readonly size: number;
  /** [B] positions within the train split. */
  readonly indices: Int32Array;
  readonly labels: Int32Array;
  /** [B] the caption each image is paired with. */
  readonly captions: readonly string[];
  /** [B, B] softmax over the shown captions of the student's logitsPerImage. */
  readonly student: Float32Array;
  readonly targets: readonly TargetMatrix[];
  /**
   * Label smoothing ε of the smoothed targets, spread over the shown pairs: the method's own, which
   * may be 0; for a method without one, CaRot's default.
   */
  readonly labelSmoothing: number;
  /** Weight of the pretrained model inside the teacher, 0..1; only where there is a teacher. */
  readonly teacherPretrainedWeight?: number;
}
