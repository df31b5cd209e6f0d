import type * as tf from '../ops/tf.ts';
import type { ClipConfig } from './clipConfig.ts';

/** Captions as the text tower takes them, cut to the longest of the batch. */
export interface TokenBatch {
  /** [B, T] int32, T ≤ max_position_embeddings. */
  readonly tokens: tf.Tensor2D;
  /** [B] int32, position of the first EOS of each caption: where the state is pooled. */
  readonly eosPositions: tf.Tensor1D;
}

/**
 * A CLIP whose weights are tf variables named as in Hugging Face's CLIPModel.
 * Arguments are borrowed, results belong to the caller.
 */
export interface ClipModel {
  readonly config: ClipConfig;
  /** Every weight by its Hugging Face name, in a fixed order. */
  readonly variables: ReadonlyMap<string, tf.Variable>;
  /** [B, S, S, 3] normalised pixels → [B, D], rows L2-normalised. */
  encodeImages(images: tf.Tensor4D): tf.Tensor2D;
  /** → [B, D], rows L2-normalised. */
  encodeTexts(batch: TokenBatch): tf.Tensor2D;
  /** exp(logit_scale), scalar; differentiable. */
  logitScale(): tf.Scalar;
  /** A second model with copies of the weights (real copies, never shared buffers). */
  clone(): ClipModel;
  dispose(): void;
}
