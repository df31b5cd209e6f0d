import { sumAll } from '../ops/sumAll.ts';
import * as tf from '../ops/tf.ts';

/** Keeps the factor finite at a norm of 0, as in PyTorch's clip_grad_norm_. */
const EPSILON = 1e-6;

export interface ClippedGradients {
  /** By name. Where there is no limit these are the gradients themselves, not copies. */
  readonly clipped: Map<string, tf.Tensor>;
  /** Scalar, the global L2 norm before clipping; still on the device. */
  readonly norm: tf.Scalar;
}

/**
 * Scales all gradients by one factor so that their joint L2 norm is at most `maxNorm`.
 *
 *   c = min(1, maxNorm / (‖g‖ + 10⁻⁶))     g ← c·g
 *
 * Nothing is read back: the factor stays on the device.
 *
 * @param gradients by name; borrowed
 * @param maxNorm   Infinity measures the norm and leaves the gradients alone
 *
 * Source: Pascanu, Mikolov, Bengio 2013, arXiv:1211.5063; the constant is PyTorch's.
 */
export function clipByGlobalNorm(
  gradients: ReadonlyMap<string, tf.Tensor>,
  maxNorm: number,
): ClippedGradients {
  const norm = tf.tidy(() => {
    const squares = [...gradients.values()].map((g) => tf.reshape(sumAll(tf.square(g)), [1]));
    return tf.sqrt(sumAll(squares.length > 0 ? tf.concat(squares) : tf.scalar(0))) as tf.Scalar;
  });
  if (!Number.isFinite(maxNorm)) return { clipped: new Map(gradients), norm };
  const factor = tf.tidy(() => tf.minimum(1, tf.div(maxNorm, tf.add(norm, EPSILON))));
  const clipped = new Map([...gradients].map(([name, g]) => [name, tf.mul(g, factor)]));
  factor.dispose();
  return { clipped, norm };
}
