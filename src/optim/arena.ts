import { type FlatWeights, flatten } from '../ops/flat.ts';
import type * as tf from '../ops/tf.ts';
import { AdamW, type AdamWOptions, decays, type Moments } from './adamW.ts';
import { clipByGlobalNorm } from './clipByGlobalNorm.ts';
import { updateTeacher } from './ema.ts';

/** Named views of the weights in an arena, or of others with the same names and shapes. */
export type Views = ReadonlyMap<string, tf.Variable>;

export interface UpdateSettings {
  readonly learningRate: number;
  /** Largest global norm of the gradient; 0: no clipping. */
  readonly clipNorm: number;
}

/** A moving average of the weights of an arena. */
export interface Follower {
  /** ψ ← m·ψ + (1 − m)·θ for every weight. */
  step(momentum: number): void;
  dispose(): void;
}

/**
 * All that one lane trains, handled as one: its weights, and what the optimiser remembers of them.
 * Whoever trains sees whole-arena operations and named views, never how they are stored: one buffer
 * for all where the backend has kernels for that, else a tensor a name (docs/decisions/arenas.md).
 */
export class Arena {
  /** What is trained, by name; borrowed. */
  readonly views: Views;
  readonly #options: AdamWOptions;
  readonly #adamW: AdamW;
  readonly #flat: FlatWeights | null;

  /** @param order of the names in memory; kernels take for one matrix what lies together */
  constructor(
    views: Views,
    options: AdamWOptions,
    order: (names: readonly string[]) => readonly string[] = (names) => names,
  ) {
    this.views = views;
    this.#options = options;
    this.#adamW = new AdamW(options);
    this.#flat = flatten(views, {
      names: order([...views.keys()]),
      decays: (name) => decays(views.get(name)!, options),
    });
  }

  /** Before each gradient, so that its last bits do not depend on who wrote the weights last. */
  ready(): void {
    this.#flat?.ready();
  }

  /**
   * One update of all weights: clipping by global norm, then AdamW.
   *
   * @param gradients by name; borrowed. A weight without one is left alone
   * @returns scalar, the norm of the gradient before clipping; still on the device
   */
  update(gradients: ReadonlyMap<string, tf.Tensor>, settings: UpdateSettings): tf.Scalar {
    const flat = this.#flat;
    if (flat && gradients.size === this.views.size) {
      this.#adamW.adopt(flat.moments);
      if (this.#adamW.isEven) return this.#updateFlat(flat, gradients, settings);
    }
    const { learningRate } = settings;
    const { clipped, norm } = clipByGlobalNorm(gradients, limitOf(settings));
    this.#adamW.apply(this.views, clipped, learningRate);
    for (const [name, gradient] of clipped) {
      if (gradient !== gradients.get(name)) gradient.dispose();
    }
    return norm;
  }

  /** What `update` does, for weights that have all had the same updates, in one pass over all. */
  #updateFlat(
    flat: FlatWeights,
    gradients: ReadonlyMap<string, tf.Tensor>,
    settings: UpdateSettings,
  ): tf.Scalar {
    const { learningRate } = settings;
    const { beta1, beta2, epsilon, weightDecay } = this.#options;
    const t = this.#adamW.count();
    return flat.update(gradients, this.#adamW.moments, {
      beta1,
      beta2,
      epsilon,
      keep: 1 - learningRate * weightDecay,
      stepSize: learningRate / (1 - beta1 ** t),
      rootCorrection: Math.sqrt(1 - beta2 ** t),
      clipNorm: limitOf(settings),
    });
  }

  /** A moving average that follows these weights. @param views with the same names and shapes; updated */
  follower(views: Views): Follower {
    return (
      this.#flat?.follower(views) ?? {
        step: (momentum) => updateTeacher(views, this.views, momentum),
        dispose: () => {},
      }
    );
  }

  /** By name, for whoever saves them; owned by the arena. */
  get moments(): ReadonlyMap<string, Moments> {
    return this.#adamW.moments;
  }

  /** The next update is the first again: no moments, t = 0. */
  forget(): void {
    this.#adamW.forget();
  }

  /**
   * Takes back the moments of one weight.
   * @returns whether there is such a weight, of that size
   */
  restore(name: string, kept: Parameters<AdamW['restore']>[2]): boolean {
    const view = this.views.get(name);
    if (!view || kept.first.length !== view.size || kept.second.length !== view.size) return false;
    this.#adamW.restore(name, view.shape, kept);
    return true;
  }

  dispose(): void {
    this.#adamW.dispose();
    this.#flat?.dispose();
  }
}

const limitOf = ({ clipNorm }: UpdateSettings): number =>
  clipNorm > 0 ? clipNorm : Number.POSITIVE_INFINITY;
