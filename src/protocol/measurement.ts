import type { BackendInfo } from './events.ts';

/** What is to be measured of the engine on this machine. */
export interface MeasurePlan {
  /** Methods that are trained, by id. */
  readonly methodIds: readonly string[];
  readonly batchSize: number;
  /** Counted steps of each method; fewer where they take long. */
  readonly rounds: number;
  /** Of a zero-shot evaluation. */
  readonly images: number;
  /** Rows and columns of the two matrices of a product. */
  readonly side: number;
}

/** Training steps of one method, in their order, without those that warmed up. */
export interface MeasuredSteps {
  readonly methodId: string;
  /** The method's name for people. */
  readonly label: string;
  /** With the engine's own kernels, or composed of stock operations: the baseline. */
  readonly isFused: boolean;
  /** Of each step, until its loss was read. */
  readonly ms: readonly number[];
  /** Of each, until the call returned: on a GPU the JavaScript alone. */
  readonly jsMs: readonly number[];
  /** Compute dispatches of one step; 0 where there are none. */
  readonly dispatches: number;
}

/** What the engine does on one backend of this machine. */
export interface Measurement {
  readonly plan: MeasurePlan;
  readonly backend: BackendInfo;
  readonly steps: readonly MeasuredSteps[];
  readonly evaluation: { readonly images: number; readonly ms: number };
  /** Of the product of two square matrices, GFLOPS. */
  readonly gflops: number;
}
