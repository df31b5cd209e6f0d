import { held } from '../ops/held.ts';
import * as tf from '../ops/tf.ts';
import { WeightError } from './weightError.ts';

/**
 * Weight-space ensemble of the pretrained and the fine-tuned model: θ_α = (1 − α)·θ₀ + α·θ for
 * every tensor, the classification head among them.
 *
 * @param pretrained θ₀ by name; borrowed
 * @param fineTuned  θ by name, the same names; borrowed
 * @param alpha      share of the fine-tuned model, 0..1; the released default is 0.5
 * @returns new tensors by name; the caller disposes them
 * @throws WeightError if a name is missing on one side
 *
 * Source: Wortsman et al. 2022, arXiv:2109.01903, eq. 1.
 */
export function interpolateWeights(
  pretrained: ReadonlyMap<string, tf.Tensor>,
  fineTuned: ReadonlyMap<string, tf.Tensor>,
  alpha: number,
): Map<string, tf.Tensor> {
  for (const name of fineTuned.keys()) {
    if (!pretrained.has(name)) throw new WeightError(`the pretrained model has no weight ${name}`);
  }
  const mix = (name: string, start: tf.Tensor): tf.Tensor => {
    const end = fineTuned.get(name);
    if (!end) throw new WeightError(`the fine-tuned model has no weight ${name}`);
    return tf.tidy(() => tf.add(tf.mul(start, 1 - alpha), tf.mul(end, alpha)));
  };
  return held(
    (hold) => new Map([...pretrained].map(([name, start]) => [name, hold(mix(name, start))])),
  );
}

/**
 * Model soup: the mean of several sets of weights, each tensor by itself.
 *
 *   θ = (1/n) Σᵢ θᵢ, taken as θ₁ + (1/n) Σᵢ (θᵢ − θ₁): equal ones give exactly themselves
 *
 * @param ingredients θᵢ by name, all with the same names; borrowed
 * @returns new tensors by name; the caller disposes them
 * @throws WeightError if a name is missing in one
 *
 * Source: Wortsman et al. 2022, arXiv:2203.05482, recipe 1.
 */
export function meanOfWeights(
  ingredients: readonly ReadonlyMap<string, tf.Tensor>[],
): Map<string, tf.Tensor> {
  const [first, ...others] = ingredients;
  const mean = (name: string, start: tf.Tensor): tf.Tensor =>
    tf.tidy(() => {
      let moved = tf.zerosLike(start);
      for (const other of others) {
        const weight = other.get(name);
        if (!weight) throw new WeightError(`an ingredient has no weight ${name}`);
        moved = tf.add(moved, tf.sub(weight, start));
      }
      return tf.add(start, tf.div(moved, ingredients.length));
    });
  return held(
    (hold) => new Map([...first!].map(([name, start]) => [name, hold(mean(name, start))])),
  );
}
