import type * as tf from '../ops/tf.ts';
import { AdamW, type AdamWOptions, type Moments } from './adamW.ts';
import { clipByGlobalNorm } from './clipByGlobalNorm.ts';
import { updateTeacher } from './ema.ts';

/** Named views of the weights in an arena, or of others with the same names and shapes. */
export type Views = ReadonlyMap<string, tf.Variable>;

export interface UpdateSettings {
  readonly learningRate: number;
  /** Largest global norm of the gradient; 0: no clipping. */
  readonly clipNorm: number;
}

/**
 * All that one lane trains, handled as one: its weights, and what the optimiser remembers of them.
 * Whoever trains sees whole-arena operations and named views, never how they are stored: today a
 * tensor a name (docs/decisions/arenas.md says why), one flat buffer where kernels can address it.
 */
export class Arena {
  /** What is trained, by name; borrowed. */
  readonly views: Views;
  readonly #adamW: AdamW;

  constructor(views: Views, options: AdamWOptions) {
    this.views = views;
    this.#adamW = new AdamW(options);
  }

  /**
   * One update of all weights: clipping by global norm, then AdamW.
   *
   * @param gradients by name; borrowed. A weight without one is left alone
   * @returns scalar, the norm of the gradient before clipping; still on the device
   */
  update(
    gradients: ReadonlyMap<string, tf.Tensor>,
    { learningRate, clipNorm }: UpdateSettings,
  ): tf.Scalar {
    const limit = clipNorm > 0 ? clipNorm : Number.POSITIVE_INFINITY;
    const { clipped, norm } = clipByGlobalNorm(gradients, limit);
    this.#adamW.apply(this.views, clipped, learningRate);
    for (const [name, gradient] of clipped) {
      if (gradient !== gradients.get(name)) gradient.dispose();
    }
    return norm;
  }

  /** One step of the moving average that follows these weights: ψ ← m·ψ + (1 − m)·θ. */
  lead(follower: Views, momentum: number): void {
    updateTeacher(follower, this.views, momentum);
  }

  /** By name, for whoever saves them; owned by the arena. */
  get moments(): ReadonlyMap<string, Moments> {
    return this.#adamW.moments;
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
  }
}
