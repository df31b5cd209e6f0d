import type { MatMulShape } from '../src/engine/measure/matMulRate.ts';
import type { StepSample } from '../src/engine/measure/measuredLanes.ts';
import type { ClipConfig } from '../src/model/clipConfig.ts';

export const backends = ['webgpu', 'wasm'] as const;
export type Backend = (typeof backends)[number];

/** Who trains: the lab, plain TensorFlow.js, jax-js. */
export const engines = ['ours', 'tfjs', 'jax'] as const;
export type EngineName = (typeof engines)[number];

/** Those that every engine here knows. */
export const methodIds = ['flyp', 'carot'] as const;
export type MethodId = (typeof methodIds)[number];

/** What all of them are to do: one model, one batch, one optimiser, in plain numbers. */
export interface Task {
  readonly config: ClipConfig;
  /** By Hugging Face name, in the order of the model. */
  readonly weights: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly data: Float32Array;
  }[];
  /** B images with their captions. */
  readonly size: number;
  /** [B, S, S, 3] normalised. */
  readonly images: Float32Array;
  /** [B, T] the caption of each image, cut to the longest of them. */
  readonly tokens: Int32Array;
  readonly tokenLength: number;
  /** [B] */
  readonly eosPositions: Int32Array;
  readonly optimizer: {
    readonly learningRate: number;
    readonly beta1: number;
    readonly beta2: number;
    readonly epsilon: number;
    readonly weightDecay: number;
  };
  /** Carries every state through the last block of a tower, as textbooks do, and pools after it. */
  readonly wholeBlocks: boolean;
  /** CaRot's λ, and the share of the old teacher that each update keeps. */
  readonly distillWeight: number;
  readonly emaMomentum: number;
}

/** Where the lab takes model and images from. */
export interface LabSource {
  /** Folder that holds models/ and datasets/. */
  readonly baseUrl: string;
  readonly modelId: string;
  readonly datasetId: string;
  readonly batchSize: number;
  /** Of the task that it makes for the others. */
  readonly wholeBlocks: boolean;
}

export interface Setup {
  readonly backend: Backend;
  readonly methods: readonly MethodId[];
  /** Asked for on WASM; 0: as many as the lab takes by itself. */
  readonly threads: number;
  /** Gives the GPU nothing to do from the beginning: for whoever wants to know the buffers alone. */
  readonly isEmpty?: boolean;
  /** The lab has a source and makes the task of it; the others are given the task. */
  readonly source?: LabSource;
  readonly task?: Task;
}

/** What a contestant runs on. */
export interface Ground {
  /** What the adapter says of itself; on WASM the features. */
  readonly adapter: string;
  readonly isFallbackAdapter: boolean;
  /** That it computes on. */
  readonly threads: number;
  /** What a reader should know of how it was written. */
  readonly notes: readonly string[];
}

export type Step = () => Promise<StepSample>;

export interface CountedStep extends StepSample {
  /** Compute dispatches that it encoded. */
  readonly dispatches: number;
}

export interface Images {
  readonly images: number;
  readonly ms: number;
}

/** A contestant as its own file makes it. */
export interface Made {
  readonly ground: Ground;
  /** One training step of each method that was asked for. */
  readonly steps: Readonly<Partial<Record<MethodId, Step>>>;
  /** Of the lab alone. */
  readonly task?: Task;
  evaluate?(images: number): Promise<Images>;
  /** GFLOPS of each product. */
  multiply?(shapes: readonly MatMulShape[]): Promise<readonly number[]>;
}

/** What the page asks of a contestant in its worker. Errors cross as Error. */
export interface Contestant {
  open(setup: Setup): Promise<{ readonly ground: Ground; readonly task?: Task }>;
  step(method: MethodId): Promise<CountedStep>;
  /** JavaScript of one step more, ms, the GPU given nothing to do. What it holds is void from then on. */
  javascript(method: MethodId): Promise<number>;
  evaluate(images: number): Promise<Images>;
  multiply(shapes: readonly MatMulShape[]): Promise<readonly number[]>;
  /** Most bytes of GPU buffers that were there at once. */
  peakBytes(): Promise<number>;
  /** WebGPU errors that nobody caught. */
  errors(): Promise<readonly string[]>;
}
