import { adamWUpdate } from '../ops/adamWUpdate.ts';
import { held } from '../ops/held.ts';
import * as tf from '../ops/tf.ts';
import { variableOf } from '../ops/variables.ts';

export interface AdamWOptions {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
  /** false: no decay on 1-d tensors (biases, LayerNorm, class embedding) and scalars (logit scale). */
  readonly decayVectors: boolean;
}

/** Whether a weight is decayed. */
export const decays = (weight: tf.Tensor, { decayVectors }: AdamWOptions): boolean =>
  decayVectors || weight.rank > 1;

/** What Adam remembers of one weight. */
export interface Moments {
  /** Updates this weight has had. */
  steps: number;
  readonly first: tf.Variable;
  readonly second: tf.Variable;
}

/**
 * Adam with decoupled weight decay; state by weight name.
 *
 *   θ ← θ·(1 − η·λ)
 *   m ← β₁·m + (1 − β₁)·g       v ← β₂·v + (1 − β₂)·g²
 *   θ ← θ − η/(1 − β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + ε)
 *
 * A weight without a gradient is left alone: no decay, no moments, and its own t stands still. A
 * gradient of zero is a gradient: the weight decays and moves on by its momentum.
 *
 * Source: Loshchilov, Hutter 2019, arXiv:1711.05101, algorithm 2, in the form PyTorch gives it.
 */
export class AdamW {
  readonly #options: AdamWOptions;
  readonly #moments = new Map<string, Moments>();

  constructor(options: AdamWOptions) {
    this.#options = options;
  }

  /** State by weight name, for checkpoints and tests; owned by the optimiser. */
  get moments(): ReadonlyMap<string, Moments> {
    return this.#moments;
  }

  /**
   * One update of every weight that has a gradient.
   *
   * @param weights      by name; updated
   * @param gradients    by name; borrowed
   * @param learningRate η of this update
   */
  apply(
    weights: ReadonlyMap<string, tf.Variable>,
    gradients: ReadonlyMap<string, tf.Tensor>,
    learningRate: number,
  ): void {
    const { beta1, beta2, epsilon, weightDecay } = this.#options;
    for (const [name, weight] of weights) {
      const gradient = gradients.get(name);
      if (!gradient) continue;
      const moments = this.#momentsOf(name, weight);
      moments.steps += 1;
      const decay = decays(weight, this.#options) ? weightDecay : 0;
      const next = adamWUpdate(weight, gradient, moments.first, moments.second, {
        beta1,
        beta2,
        epsilon,
        keep: 1 - learningRate * decay,
        stepSize: learningRate / (1 - beta1 ** moments.steps),
        rootCorrection: Math.sqrt(1 - beta2 ** moments.steps),
      });
      weight.assign(next.weight);
      moments.first.assign(next.first);
      moments.second.assign(next.second);
      tf.dispose([next.weight, next.first, next.second]);
    }
  }

  /** Gives weights that have had no update yet a place for their moments, both 0; takes them over. */
  adopt(fresh: ReadonlyMap<string, Pick<Moments, 'first' | 'second'>>): void {
    for (const [name, { first, second }] of fresh) {
      if (!this.#moments.has(name)) this.#moments.set(name, { steps: 0, first, second });
    }
  }

  /** Whether all weights have had the same number of updates. */
  get isEven(): boolean {
    return new Set([...this.#moments.values()].map(({ steps }) => steps)).size === 1;
  }

  /** Counts an update that somebody else does with `moments`. @returns its t, the same for all */
  count(): number {
    let t = 0;
    for (const moments of this.#moments.values()) t = ++moments.steps;
    return t;
  }

  /** All moments are 0 again, as before the first update. */
  forget(): void {
    for (const moments of this.#moments.values()) {
      moments.steps = 0;
      for (const variable of [moments.first, moments.second]) {
        const zeros = tf.zeros(variable.shape);
        variable.assign(zeros);
        zeros.dispose();
      }
    }
  }

  /** Takes back what `moments` held of one weight. */
  restore(
    name: string,
    shape: readonly number[],
    kept: { readonly steps: number; readonly first: Float32Array; readonly second: Float32Array },
  ): void {
    const variable = (values: Float32Array) =>
      variableOf(tf.tensor(values, [...shape], 'float32'), false);
    const { steps, first, second } = kept;
    const before = this.#moments.get(name);
    if (before) tf.dispose([before.first, before.second]);
    this.#moments.set(name, { steps, first: variable(first), second: variable(second) });
  }

  dispose(): void {
    for (const { first, second } of this.#moments.values()) tf.dispose([first, second]);
    this.#moments.clear();
  }

  #momentsOf(name: string, weight: tf.Variable): Moments {
    const known = this.#moments.get(name);
    if (known) return known;
    const zeros = () => variableOf(tf.zeros(weight.shape), false);
    const fresh: Moments = held((hold) => ({
      steps: 0,
      first: hold(zeros()),
      second: hold(zeros()),
    }));
    this.#moments.set(name, fresh);
    return fresh;
  }
}
