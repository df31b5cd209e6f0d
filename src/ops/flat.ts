import { usesFused } from './kernels.ts';
import * as tf from './tf.ts';

/** The numbers of one AdamW update that are the same for all weights; see adamWUpdate. */
export interface FlatUpdate {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** 1 − η·λ, the share that decay leaves of a weight that decays. */
  readonly keep: number;
  /** η/(1 − β₁ᵗ) */
  readonly stepSize: number;
  /** √(1 − β₂ᵗ) */
  readonly rootCorrection: number;
  /** Largest global norm of the gradient; Infinity: none. */
  readonly clipNorm: number;
}

/** What an optimiser keeps of one weight. */
export interface FlatMoments {
  readonly first: tf.Variable;
  readonly second: tf.Variable;
}

/** A moving average of the weights, which lies in memory as they do. */
export interface FlatFollower {
  /** ψ ← m·ψ + (1 − m)·θ for all. */
  step(momentum: number): void;
  dispose(): void;
}

/**
 * Weights, gradients and moments that lie in one buffer each, so that an update is a handful of
 * dispatches however many weights there are. Variables handed in become views of those buffers; one
 * that was assigned to since is copied in again before the next update.
 */
export interface FlatWeights {
  /**
   * Before a gradient. Variables that were assigned to since become views again: kernels take for one
   * matrix what lies together, and form its sums in another order.
   */
  ready(): void;
  /** Fresh moments, all 0. */
  readonly moments: ReadonlyMap<string, FlatMoments>;
  /**
   * Clips, then updates all weights and their moments in place.
   * @param gradients of every weight; borrowed
   * @returns scalar, the norm of the gradient before clipping
   */
  update(
    gradients: ReadonlyMap<string, tf.Tensor>,
    moments: ReadonlyMap<string, FlatMoments>,
    numbers: FlatUpdate,
  ): tf.Scalar;
  /** @param variables with the names and shapes of the weights; they become views */
  follower(variables: ReadonlyMap<string, tf.Variable>): FlatFollower;
  dispose(): void;
}

export interface FlatPlan {
  /** The order in which they lie in memory. */
  readonly names: readonly string[];
  /** Whether a weight decays. */
  readonly decays: (name: string) => boolean;
}

type Maker = (variables: ReadonlyMap<string, tf.Variable>, plan: FlatPlan) => FlatWeights;

const makers = new Map<string, Maker>();

/** A backend whose kernels reach parts of buffers says so here. */
export function registerFlat(backend: string, maker: Maker): void {
  makers.set(backend, maker);
}

/** @returns null where the backend in use keeps a buffer a weight, or kernels are switched off */
export function flatten(
  variables: ReadonlyMap<string, tf.Variable>,
  plan: FlatPlan,
): FlatWeights | null {
  const maker = makers.get(tf.getBackend());
  return maker && usesFused() && variables.size > 0 ? maker(variables, plan) : null;
}
