import { runOp } from './kernels.ts';
import * as tf from './tf.ts';

/** The numbers of one update, bias correction and rate already folded in. */
export interface AdamWNumbers {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** 1 − η·λ, the share of the weight that decay leaves. */
  readonly keep: number;
  /** η/(1 − β₁ᵗ) */
  readonly stepSize: number;
  /** √(1 − β₂ᵗ) */
  readonly rootCorrection: number;
}

export interface AdamWResult {
  readonly weight: tf.Tensor;
  readonly first: tf.Tensor;
  readonly second: tf.Tensor;
}

/**
 * One AdamW update of one weight, as new tensors that belong to the caller.
 *
 *   m' = β₁·m + (1 − β₁)·g     v' = β₂·v + (1 − β₂)·g²     θ' = keep·θ − stepSize·m'/(√v'/root + ε)
 *
 * Never in place: the WASM backend keeps packed copies of weights by id, and views share buffers.
 *
 * @param weight   θ, any shape; the other three tensors have the same
 * @param gradient g
 * @param first    m
 * @param second   v
 */
export function adamWUpdate(
  weight: tf.Tensor,
  gradient: tf.Tensor,
  first: tf.Tensor,
  second: tf.Tensor,
  numbers: AdamWNumbers,
): AdamWResult {
  const inputs = { weight, gradient, first, second };
  const composite = () => {
    const next = adamWUpdateComposite(weight, gradient, first, second, numbers);
    return [next.weight, next.first, next.second];
  };
  const [nextWeight, nextFirst, nextSecond] = runOp('adamW', inputs, composite, { ...numbers });
  return { weight: nextWeight!, first: nextFirst!, second: nextSecond! };
}

/** The same with stock ops: what other backends run, and the oracle of the kernel. */
export function adamWUpdateComposite(
  weight: tf.Tensor,
  gradient: tf.Tensor,
  first: tf.Tensor,
  second: tf.Tensor,
  { beta1, beta2, epsilon, keep, stepSize, rootCorrection }: AdamWNumbers,
): AdamWResult {
  return tf.tidy(() => {
    const m = tf.add(tf.mul(first, beta1), tf.mul(gradient, 1 - beta1));
    const v = tf.add(tf.mul(second, beta2), tf.mul(tf.square(gradient), 1 - beta2));
    const root = tf.add(tf.div(tf.sqrt(v), rootCorrection), epsilon);
    const next = tf.sub(tf.mul(weight, keep), tf.mul(tf.div(m, root), stepSize));
    return { weight: next, first: m, second: v };
  });
}
