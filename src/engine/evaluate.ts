import type { DataSplit, PixelNormalisation } from '../data/dataset.ts';
import { gatherImages } from '../data/gatherImages.ts';
import { stratifiedSubset } from '../data/subset.ts';
import type { ClassifierHead } from '../methods/method.ts';
import type { ClipModel } from '../model/clip.ts';
import * as tf from '../ops/tf.ts';
import { breathe } from './breathe.ts';

export interface SplitLogits {
  /** [n, C] row-major. */
  readonly logits: Float32Array<ArrayBuffer>;
  readonly labels: Int32Array<ArrayBuffer>;
  /** Positions within the split. */
  readonly indices: Int32Array<ArrayBuffer>;
}

export interface EvaluationSettings {
  readonly normalisation: PixelNormalisation;
  /** Images: a fixed stratified subset of the split; 0 means all. */
  readonly limit: number;
  readonly seed: number;
  /** Images per forward pass; bounds memory, changes no number. */
  readonly chunk: number;
}

/**
 * Logits of a model with a head on one split. The subset depends on the seed and the split alone,
 * so every method and every step sees the same images.
 */
export async function evaluateSplit(
  model: ClipModel,
  head: ClassifierHead,
  split: DataSplit,
  { normalisation, limit, seed, chunk: chunkSize }: EvaluationSettings,
): Promise<SplitLogits> {
  const indices = Int32Array.from(stratifiedSubset(split.labels, limit, seed));
  const classCount = head.weight.shape[0];
  const side = model.config.vision.imageSize;
  const logits = new Float32Array(indices.length * classCount);
  for (let start = 0; start < indices.length; start += chunkSize) {
    const chunk = indices.subarray(start, start + chunkSize);
    const pixels = gatherImages(split, chunk, normalisation);
    const output = tf.tidy(() => {
      const embeds = model.encodeImages(tf.tensor4d(pixels, [chunk.length, side, side, 3]));
      const products = tf.matMul(embeds, head.weight, false, true);
      return head.bias ? tf.add(products, head.bias) : products;
    });
    logits.set(await output.data<'float32'>(), start * classCount);
    output.dispose();
    await breathe();
  }
  return { logits, labels: indices.map((i) => split.labels[i]!), indices };
}
